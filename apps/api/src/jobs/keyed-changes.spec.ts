import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LoneApi } from '../testing/lone-api.js';

const STOP = '/v1/trigrams/MAE/domains/DOM_MAE/integration-services/INT_A/stop?environment=Development';
const OLD = '/informatica/trigrams/MAE/domains/DOM_MAE/integration-services/INT_A?Environment=Development&action=Stop';
const KEY = { 'idempotency-key': '"one"' };
/** Redis is away: who gets this far was let in, and its key was looked up. */
const LET_IN = 503;

let api: LoneApi;
let tokens: Record<'operator' | 'stranger', string>;

beforeAll(async () => {
  const groups = { operator: ['ETL_MAE_OPERATE'], stranger: ['ETL_RCR_OPERATE'] };
  api = await LoneApi.start({ groups, settings: { IDEMPOTENCY_KEY_REQUIRED_IN: 'development' } });
  tokens = { operator: await api.tokenOf('operator'), stranger: await api.tokenOf('stranger') };
});
afterAll(() => api.stop());

const statusOf = async (as: keyof typeof tokens, method: 'POST' | 'PUT' | 'GET', url: string, headers = {}) => {
  const authorization = `Bearer ${tokens[as]}`;
  return (await api.app.inject({ method, url, headers: { authorization, ...headers } })).statusCode;
};

describe('where a change needs an Idempotency-Key', () => {
  it('one without is refused, naming the header', async () => {
    const headers = { authorization: `Bearer ${tokens.operator}` };
    const { statusCode, body } = await api.app.inject({ method: 'POST', url: STOP, headers });
    expect([statusCode, JSON.parse(body)]).toMatchObject([
      400,
      { code: 'VALIDATION_FAILED', errors: [{ parameter: 'Idempotency-Key' }] },
    ]);
  });

  it('one with a key is let in, a read needs none, and old callers are not asked for one', async () => {
    expect(await statusOf('operator', 'POST', STOP, KEY)).toBe(LET_IN);
    expect(await statusOf('operator', 'GET', STOP.replace('/stop', ''))).toBe(LET_IN);
    expect(await statusOf('operator', 'PUT', OLD)).toBe(LET_IN);
  });

  it('whoever has no right is told that, with a key and without: a repeat is decided anew', async () => {
    expect(await statusOf('stranger', 'POST', STOP)).toBe(403);
    expect(await statusOf('stranger', 'POST', STOP, KEY)).toBe(403);
  });
});
