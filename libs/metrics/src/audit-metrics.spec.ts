import { expect, it, jest } from '@jest/globals';
import { Registry } from 'prom-client';
import type { AuditTrail, DeliveryState } from '#libs/audit';
import { exposeAudit } from './audit-metrics.js';

const log = { lostRecords: 0, state: { healthy: true, acceptsChanges: true, reasons: [] }, onDurable: () => undefined };
const anchors = { failures: 0 };

function exposed(delivery?: object): Registry {
  const registry = new Registry();
  exposeAudit(registry, { log, anchors, delivery } as unknown as AuditTrail);
  return registry;
}

const told = async (registry: Registry, name: string): Promise<string[]> =>
  (await registry.metrics()).split('\n').filter((line) => line.startsWith(`${name} `));

it('reads the backlog once a scrape, and anew at the next', async () => {
  let records = 1;
  const state = jest.fn(
    async () =>
      ({ undeliveredRecords: records, undeliveredBytes: 2, lagSeconds: 3, stayingSegments: 4 }) as DeliveryState,
  );
  const registry = exposed({ state, onResult: () => undefined, sinkKind: 'file' });
  expect(await told(registry, 'etlaas_audit_undelivered_records')).toEqual(['etlaas_audit_undelivered_records 1']);
  expect(state).toHaveBeenCalledTimes(1);
  expect(await told(registry, 'etlaas_audit_staying_segments')).toEqual(['etlaas_audit_staying_segments 4']);
  expect(state).toHaveBeenCalledTimes(2);
  records = 4;
  expect(await told(registry, 'etlaas_audit_undelivered_records')).toEqual(['etlaas_audit_undelivered_records 4']);
  expect(state).toHaveBeenCalledTimes(3);
});

it.each([
  ['etlaas_audit_lost_records', (count: number) => (log.lostRecords = count)],
  ['etlaas_audit_lost_anchors', (count: number) => (anchors.failures = count)],
])('counts from 0, so that each loss is an increase: %s', async (name, set) => {
  const registry = exposed();
  expect(await told(registry, name)).toEqual([`${name} 0`]);
  for (const count of [1, 3, 3]) {
    set(count);
    expect(await told(registry, name)).toEqual([`${name} ${count}`]);
  }
  expect(await registry.metrics()).toContain(`# TYPE ${name} counter`);
});
