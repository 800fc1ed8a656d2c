import { expect, it } from '@jest/globals';
import type { AuditState } from '#libs/audit';
import type { FileWatch } from '#libs/platform';
import type { RedisClient } from '#libs/queue';
import type { ZoneWatch } from '../../jobs/zone-watch.js';
import { Readiness } from './readiness.js';

const GOOD: AuditState = { healthy: true, acceptsChanges: true, reasons: [], freeBytes: 1 };

function readiness(state: Partial<AuditState>): Readiness {
  const audit = { probe: async () => state.healthy ?? true, state: { ...GOOD, ...state } };
  return new Readiness({
    redis: { status: 'ready', ping: async () => 'PONG' } as unknown as RedisClient,
    audit,
    zones: { allZones: async () => [] } as unknown as ZoneWatch,
    files: { states: [] } as unknown as FileWatch,
  });
}

it.each([
  ['well', {}, 'ready', { status: 'up' }],
  [
    'writable, but with too little room: reads go on',
    { acceptsChanges: false, reasons: ['the audit disk has 1 bytes left'] },
    'ready',
    { status: 'up', detail: 'the audit disk has 1 bytes left; changes are refused' },
  ],
  [
    'not writable',
    { healthy: false, acceptsChanges: false, reasons: ['audit records cannot be written'] },
    'not ready',
    { status: 'down', detail: 'audit records cannot be written; changes are refused' },
  ],
  ['in a new chain', { reasons: ['a new chain begins'] }, 'ready', { status: 'up', detail: 'a new chain begins' }],
])('where the audit is %s', async (_what, state, status, audit) => {
  expect(await readiness(state).check()).toMatchObject({ status, audit });
});

it('is not ready from when it is told to end', async () => {
  const leaving = readiness({});
  expect(await leaving.check()).toMatchObject({ status: 'ready' });
  leaving.beforeApplicationShutdown();
  expect(await leaving.check()).toMatchObject({
    status: 'not ready',
    redis: { status: 'up' },
    audit: { status: 'up' },
  });
});

it('is not ready from the first moment of the notice that it gives, which lasts as long as it is set', async () => {
  const leaving = readiness({});
  const began = performance.now();
  const notice = leaving.announceEnd(50);
  expect(await leaving.check()).toMatchObject({ status: 'not ready' });
  await notice;
  expect(performance.now() - began).toBeGreaterThanOrEqual(49);
});
