import { expect, it } from '@jest/globals';
import type { AuditState } from '#libs/audit';
import { checkReadiness, type ReadinessParts } from './worker-readiness.js';

const GOOD: AuditState = { healthy: true, acceptsChanges: true, reasons: [], freeBytes: 1 };
const BAD: AuditState = {
  ...GOOD,
  healthy: false,
  acceptsChanges: false,
  reasons: ['audit records cannot be written'],
};
const UP = { redis: 'ready', pong: 'PONG', audit: GOOD, isRunning: true };

const readinessOf = (over: Partial<typeof UP>) => {
  const { redis, pong, audit, isRunning } = { ...UP, ...over };
  const parts = {
    redis: { status: redis, ping: async () => pong },
    audit: { probe: async () => audit.healthy, state: audit },
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
  [{ audit: BAD }, { audit: { status: 'down', detail: 'audit records cannot be written; no change is begun' } }],
  [{ isRunning: false }, { consumer: { status: 'down', detail: expect.stringContaining('no jobs are taken') } }],
])('one that lacks something says what: %j', async (over, told) => {
  expect(await readinessOf(over)).toMatchObject({ status: 'not ready', ...told });
});

it('one that refuses every change says why, and is ready: it reads', async () => {
  const audit = { ...GOOD, acceptsChanges: false, reasons: ['the audit disk has 1 bytes left'] };
  const told = { status: 'up', detail: 'the audit disk has 1 bytes left; no change is begun' };
  expect(await readinessOf({ audit })).toMatchObject({ status: 'ready', audit: told });
});
