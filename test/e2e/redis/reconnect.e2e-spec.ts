import { describe, expect, jest } from '@jest/globals';
import { SERVICE } from '../../support/stack/estate.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitFor } from '../../support/wait-until.js';

jest.setTimeout(120_000);

/** A wait for a lost job would take a lock's length, a minute. */
const SOON_MS = 10_000;

describe('the queue after its connections were lost', () => {
  const { stack, api, test } = useStack();
  const redis = () => stack().parts.redis;

  /** How long a job takes from its acceptance, which may need some repeats, to its end. */
  const oneJob = async (key: string): Promise<number> => {
    const headers = { 'idempotency-key': key };
    const { id } = await waitFor('it is accepted', async () => {
      const { status, body } = await api().ask('GET', routes.service(SERVICE), { headers });
      return status === 202 && body;
    });
    const began = performance.now();
    expect((await api().ended(id)).status).toBe('succeeded');
    return performance.now() - began;
  };

  for (const type of ['normal', 'pubsub']) {
    test(`CLIENT KILL TYPE ${type}: it is not silent`, async () => {
      await oneJob(`before-${type}`);
      expect(Number(await redis().client.client('KILL', 'TYPE', type, 'SKIPME', 'yes'))).toBeGreaterThan(0);
      expect(await oneJob(`after-${type}`)).toBeLessThan(SOON_MS);
    });
  }

  test('Redis is killed and started again: it is not silent', async () => {
    await oneJob('before-restart');
    await redis().process.kill();
    await redis().start();
    expect(await oneJob('after-restart')).toBeLessThan(SOON_MS);
  });
});
