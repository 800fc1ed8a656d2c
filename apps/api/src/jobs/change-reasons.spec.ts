import { describe, expect, it } from '@jest/globals';
import { listSessions, startIntegrationService } from '#libs/informatica';
import { ChangeReasons } from './change-reasons.js';

const reasons = (pattern?: string) =>
  new ChangeReasons({ ...(pattern && { pattern: new RegExp(pattern) }), requiredIn: ['Production'] });

const refusal = (rule: string) =>
  expect.objectContaining({
    code: 'VALIDATION_FAILED',
    errors: [{ parameter: 'reason', detail: expect.stringContaining(rule) }],
  });

describe('the reason of a change', () => {
  it('is required where it is set so, and only there', () => {
    const needed = refusal('is required for changes in Production');
    expect(() => reasons().assert(startIntegrationService, 'Production', undefined)).toThrow(needed);
    expect(() => reasons().assert(startIntegrationService, 'Development', undefined)).not.toThrow();
    expect(() => reasons().assert(startIntegrationService, 'Production', 'because')).not.toThrow();
  });

  it('is not asked of a read', () => {
    expect(() => reasons('CHG').assert(listSessions, 'Production', undefined)).not.toThrow();
  });

  it('must match the pattern as a whole, wherever it is given', () => {
    const tickets = reasons('CHG\\d{7}|INC\\d{7}');
    const wrong = refusal('must be text that matches CHG\\d{7}|INC\\d{7} as a whole');
    for (const reason of ['CHG0012345', 'INC7654321']) {
      expect(() => tickets.assert(startIntegrationService, 'Production', reason)).not.toThrow();
    }
    for (const reason of ['because', 'CHG00123456', 'my INC7654321', 'chg0012345']) {
      expect(() => tickets.assert(startIntegrationService, 'Development', reason)).toThrow(wrong);
    }
  });

  it('does not match where a pattern would look for ever', () => {
    const began = performance.now();
    const hungry = reasons('(a+)+');
    expect(() => hungry.assert(startIntegrationService, 'Development', `${'a'.repeat(190)}!`)).toThrow(/must be/);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(() => hungry.assert(startIntegrationService, 'Development', 'aaa')).not.toThrow();
  });
});
