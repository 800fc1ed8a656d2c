import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, jest } from '@jest/globals';
import { type Answer, ApiClient } from '../../support/api-client.js';
import type { Account } from '../../support/stack/estate.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitFor } from '../../support/wait-until.js';

jest.setTimeout(120_000);

const LIMITS = { RATE_LIMIT_READS: '40', RATE_LIMIT_WRITES: '5', RATE_LIMIT_FAILED_LOGINS: '4' };
/** A change that costs nobody anything: the job does not exist. */
const CANCEL = '/v1/jobs/00000000-0000-4000-8000-000000000000/cancel';
const OLD_KILL = '/informatica/trigrams/MAE/sessions/15?Environment=Development';

describe('limits', () => {
  const { stack, test } = useStack({ workers: [], settings: { ...LIMITS, TRUSTED_PROXY_HOPS: '1' } });
  const as = async (account: Account) => new ApiClient(stack().apps.port, await stack().parts.issuer.tokenFor(account));
  const redis = () => stack().parts.redis;

  /** Until the answer is 429: how many were let through before, and the refusal. */
  async function exhaust(send: () => Promise<Answer>): Promise<{ good: number; refusal: Answer }> {
    for (let good = 0; good < 60; good += 1) {
      const answer = await send();
      if (answer.status === 429) return { good, refusal: answer };
    }
    throw new Error('nothing was refused');
  }

  /** A window that will not turn while the test counts; all limits of a caller turn at once. */
  const freshWindow = (client: ApiClient) =>
    waitFor('a fresh window', async () => Number(rateOf(await client.get('/v1/jobs'))[3]) > 10);

  /** The same once more when the window of a refusal is over. */
  const afterTurn = async <T>(refusal: Answer, again: () => Promise<T>): Promise<T> => {
    await sleep(Number(refusal.headers['retry-after']) * 1_000);
    return again();
  };

  const rateOf = ({ headers }: Answer) => /^"([\w-]+)";r=(\d+);t=(\d+)$/.exec(String(headers['ratelimit'])) ?? [];

  test('a caller who changes too much is told so, how long to wait and in which limit; others are not', async () => {
    const ops = await as('ops');
    await freshWindow(ops);
    const cancel = () => ops.send({ method: 'POST', path: CANCEL });
    const first = await cancel();
    const { good, refusal } = await exhaust(cancel);
    expect([first.status, first.headers['ratelimit-policy'], rateOf(first).slice(1, 3)]).toEqual([
      404,
      '"writes";q=5;w=60',
      ['writes', '4'],
    ]);
    expect(good).toBe(4);
    expect(refusal.body).toMatchObject({ status: 429, code: 'RATE_LIMITED', retryable: true });
    expect(rateOf(refusal)[2]).toBe('0');
    expect(refusal.headers['retry-after']).toBe(rateOf(refusal)[3]);
    expect(Number(refusal.headers['retry-after'])).toBeLessThanOrEqual(60);
    // Reads are another limit, and the old routes are in the same.
    expect((await ops.get('/v1/jobs')).status).toBe(200);
    const old = await ops.send({ method: 'DELETE', path: OLD_KILL });
    expect([old.status, old.body['message']]).toEqual([429, old.body['detail']]);
    expect((await (await as('viewer')).send({ method: 'POST', path: CANCEL })).status).toBe(404);
  });

  test('a refusal has its audit record and is counted', async () => {
    const ops = await as('ops');
    const { refusal } = await exhaust(() => ops.send({ method: 'POST', path: CANCEL }));
    const id = refusal.headers['x-correlation-id'];
    const record = await waitFor('the record', () => stack().audit.records.find((one) => one['correlation_id'] === id));
    expect(record).toMatchObject({
      event: 'request.answered',
      response_http_code: 429,
      response_message: expect.stringMatching(/^RATE_LIMITED: /),
      subject: { login: 'ops' },
    });
    expect((await ops.get('/metrics')).text).toMatch(/^etlaas_rate_limited_total\{limit="writes"\} [1-9]/m);
  });

  test('the board is limited like a read', async () => {
    const ops = await as('ops');
    await freshWindow(ops);
    const { refusal } = await exhaust(() => ops.get('/queues/api/queues'));
    expect(refusal.headers['ratelimit-policy']).toBe('"reads";q=40;w=60');
  });

  test('who is refused for not being ops is limited like a read', async () => {
    const viewer = await as('viewer');
    await freshWindow(viewer);
    const { good, refusal } = await exhaust(() => viewer.get('/v1/permissions/export'));
    expect(good).toBeLessThan(40);
    expect(refusal.headers['ratelimit-policy']).toBe('"reads";q=40;w=60');
  });

  test('bad tokens: 429 in the end, by the address that our proxy names; a good one always passes', async () => {
    const bad = new ApiClient(stack().apps.port, 'not-a-token');
    const from = (address: string) => ({ 'x-forwarded-for': `6.6.6.6, ${address}` });
    const bads = () => exhaust(() => bad.get('/v1/permissions', from('10.0.0.1')));
    const first = await bads();
    // Where the window turned while we counted: it cannot turn again at once.
    const { good, refusal } = first.good === 4 ? first : await afterTurn(first.refusal, bads);
    expect(good).toBe(4);
    expect(refusal.headers).toMatchObject({
      'retry-after': expect.stringMatching(/^\d+$/),
      'ratelimit-policy': '"failed-logins";q=4;w=60',
    });
    expect((await bad.get('/queues', from('10.0.0.1'))).status).toBe(429);
    expect((await bad.get('/v1/permissions', from('10.0.0.2'))).status).toBe(401);
    expect((await new ApiClient(stack().apps.port).get('/v1/permissions', from('10.0.0.1'))).status).toBe(401);
    expect((await (await as('operator')).get('/v1/permissions', from('10.0.0.1'))).status).toBe(200);
  });

  test('Redis away: limited all the same, neither open nor 503', async () => {
    const operator = await as('operator');
    await freshWindow(operator);
    redis().process.signal('SIGSTOP');
    const { good, refusal } = await exhaust(() => operator.send({ method: 'POST', path: '/v1/jobs/none/cancel' }));
    redis().process.signal('SIGCONT');
    expect([good, refusal.status]).toEqual([5, 429]);
  });
});
