import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { AppLogger } from '#libs/platform';
import { AuditAnchors } from '../audit-anchors.js';
import type { AuditLog } from '../audit-log.js';
import { AuditDelivery } from '../delivery/audit-delivery.js';
import { FileSink } from '../delivery/sinks/file-sink.js';
import { until } from '../delivery/testing/until.js';
import { segmentName } from '../segment-name.js';
import { AuditGround, KEYS, say } from '../testing/audit-ground.js';
import { keysNamed } from '../testing/written-chain.js';
import { verifyAudit } from './verify-audit.js';

/** Small enough for many rotations. */
const SEGMENT_BYTES = 4_096;

/** Hundreds of records are synced, on a machine that does other things too. */
jest.setTimeout(60_000);

const logger = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as AppLogger;

let ground: AuditGround;
let lake: string;
beforeEach(() => {
  ground = new AuditGround();
  lake = mkdtempSync(join(tmpdir(), 'lake-'));
});
afterEach(async () => {
  await ground.end();
  rmSync(lake, { recursive: true });
});

async function writeMany(log: AuditLog, count: number): Promise<void> {
  for (let index = 0; index < count; index++) await log.write(say(`m${index}`));
}

it('finds nothing in what several writers left over rotations, restarts, a torn line and a change of keys', async () => {
  for (const keys of [keysNamed('k1'), keysNamed('k1'), keysNamed('k2', 'k1'), keysNamed('k3', 'k2', 'k1')]) {
    for (const writerId of ['api-1', 'worker-1']) {
      const log = await ground.open({ writerId, keys, segmentBytes: SEGMENT_BYTES });
      const anchors = new AuditAnchors({ log, keys, directory: lake, logger });
      await writeMany(log, 15);
      await log.close();
      await anchors.close();
      const newest = ground.files.filter((file) => file.includes(`${writerId}~`)).at(-1) ?? '';
      appendFileSync(newest, '{"v":2,"id":"torn');
      await (await ground.open({ writerId, keys, segmentBytes: SEGMENT_BYTES })).close();
    }
  }
  // A start without a record of its own leaves the torn line cut off.
  const report = await verifyAudit({
    directories: [ground.directory],
    anchorDirectories: [lake],
    keys: keysNamed('k3', 'k2', 'k1'),
  });
  expect(report).toMatchObject({ isWell: true, findings: [] });
  expect(report.chains.map(({ writer, files, anchors }) => [writer, files > 3, anchors])).toEqual([
    ['api-1', true, 4],
    ['worker-1', true, 4],
  ]);
});

it('finds nothing in what was delivered and removed, neither here nor in the data lake nor in both', async () => {
  const log = await ground.open({ segmentBytes: SEGMENT_BYTES });
  const pace = { gatherMs: 1, roundMs: 20 };
  const limits = { records: 7, bytes: 100_000 };
  const common = { log, keys: KEYS, sink: new FileSink(lake), spoolMaxBytes: 1_000_000, keptForMs: 0, pace, limits };
  const delivery = new AuditDelivery(common);
  await writeMany(log, 60);
  await delivery.start();
  const firstLeft = () =>
    Math.min(...ground.files.flatMap((file) => segmentName(file.split('/').at(-1) ?? '')?.first ?? []));
  await until('the first segments to be removed', () => firstLeft() > 1, 40_000);
  await log.close();
  await delivery.close(5_000);
  expect(readdirSync(lake).length).toBeGreaterThan(5);
  for (const directories of [[ground.directory], [lake], [ground.directory, lake]]) {
    const { findings, isWell } = await verifyAudit({ directories, keys: KEYS });
    expect([isWell, findings.filter(({ kind }) => kind !== 'removed' && kind !== 'delivered-twice')]).toEqual([
      true,
      [],
    ]);
  }
  const { findings } = await verifyAudit({ directories: [ground.directory], keys: KEYS });
  expect(findings[0]).toMatchObject({ kind: 'removed', seq: 1 });
});
