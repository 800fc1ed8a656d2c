import { expect, it, jest } from '@jest/globals';
import { QueueKeys } from '../keys.js';
import type { RedisClient } from '../redis/redis-client.js';
import { withOutcomes } from './shared-outcomes.js';

it('what many were told is fetched once, and each has it', async () => {
  const answers: [null, string[]][] = [];
  const hmget = jest.fn((key: string) => answers.push([null, [`outcome of ${key}`, '1']]));
  const redis = { pipeline: () => ({ hmget, exec: async () => answers }) } as unknown as RedisClient;
  const sharers = Array.from({ length: 100 }, (_, number) => ({ outcomeOf: number % 2 ? 'a' : 'b', id: `${number}` }));
  const hashes = [{ id: 'own', outcome: 'own' }, ...sharers].map((hash) => ({ zone: 'vm', hash }));
  const [own, b, a, ...others] = await withOutcomes(redis, new QueueKeys('t'), hashes as never);
  expect(hmget.mock.calls.map(([key]) => key)).toEqual(['t:zone:vm:job:b', 't:zone:vm:job:a']);
  expect(own).toEqual({ id: 'own', outcome: 'own' });
  expect([b, a]).toMatchObject([{ outcome: 'outcome of t:zone:vm:job:b' }, { outcome: 'outcome of t:zone:vm:job:a' }]);
  expect(others.every(({ outcome, sourceFinishedAt }) => outcome && sourceFinishedAt === '1')).toBe(true);
});
