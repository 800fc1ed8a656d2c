import { expect, it } from '@jest/globals';
import { checkReadiness, type ReadinessParts } from './worker-readiness.js';

const UP = { redis: 'ready', pong: 'PONG', audit: true, isRunning: true };

const readinessOf = (over: Partial<typeof UP>) => {
  const { redis, pong, audit, isRunning } = { ...UP, ...over };
  const parts = {
    redis: { status: redis, ping: async () => pong },
    audit: { probe: async () => audit },
    consumer: { isRunning },
    zones: ['vm'],
  };
  return checkReadiness(parts as unknown as ReadinessParts);
};

it('a worker that has all it needs is ready', async () => {
  const up = { status: 'up' };
  expect(await readinessOf({})).toEqual({ status: 'ready', zones: ['vm'], redis: up, audit: up, consumer: up });
});

it.each([
  [{ redis: 'reconnecting' }, { redis: { status: 'down', detail: 'Redis does not answer' } }],
  [{ pong: 'LOADING' }, { redis: { status: 'down', detail: 'Redis does not answer' } }],
  [{ audit: false }, { audit: { status: 'down', detail: expect.stringContaining('audit') } }],
  [{ isRunning: false }, { consumer: { status: 'down', detail: expect.stringContaining('no jobs are taken') } }],
])('one that lacks something says what: %j', async (over, told) => {
  expect(await readinessOf(over)).toMatchObject({ status: 'not ready', ...told });
});
