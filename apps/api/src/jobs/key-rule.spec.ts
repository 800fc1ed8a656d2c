import { describe, expect, it } from '@jest/globals';
import { readSettings } from '#libs/platform';
import { changeSettings } from './change-settings.js';
import { assertKeyed } from './key-rule.js';

const KEY = { idempotency: { key: 'one', fingerprint: 'f' } };
const refusal = (kind: 'read' | 'change', environment: string, ask: object, requiredIn = ['Production']) => {
  try {
    assertKeyed({ kind }, environment, ask, requiredIn);
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('an Idempotency-Key where one is required', () => {
  it('is asked of a change, by name and rule', () => {
    expect(refusal('change', 'Production', {})).toMatchObject({
      code: 'VALIDATION_FAILED',
      message: expect.stringMatching(/^The header Idempotency-Key is required for changes in Production: a new key/),
      errors: [{ parameter: 'Idempotency-Key', detail: expect.stringMatching(/^is required for changes/) }],
    });
  });

  it.each<[string, 'read' | 'change', string, object]>([
    ['a change that has one', 'change', 'Production', KEY],
    ['a read', 'read', 'Production', {}],
    ['another environment', 'change', 'Development', {}],
    ['an old caller, who knows no such header', 'change', 'Production', { isLegacy: true }],
  ])('is not asked of: %s', (_, kind, environment, ask) => {
    expect(refusal(kind, environment, ask)).toBeUndefined();
  });

  it('is asked nowhere unless the setting says so, in any spelling of an environment that there is', () => {
    const read = (IDEMPOTENCY_KEY_REQUIRED_IN: string) => readSettings(changeSettings, { IDEMPOTENCY_KEY_REQUIRED_IN });
    expect(read('')).toMatchObject({ IDEMPOTENCY_KEY_REQUIRED_IN: [] });
    expect(read(' production, HOMOLOGATION')).toMatchObject({
      IDEMPOTENCY_KEY_REQUIRED_IN: ['Production', 'Homologation'],
    });
    expect(() => read('Production,Prod')).toThrow(/IDEMPOTENCY_KEY_REQUIRED_IN: "Prod" is no environment/);
  });
});
