/**
 * Writes audit records to a small disk until that is full, with a data lake that comes back only then, and makes room: `<directory> <key> <copy>`. Prints what happened as JSON
 * and leaves a copy of the audit files in `copy`.
 */
import { appendFileSync, cpSync, rmSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { auditKeys } from '../audit-keys.js';
import { AuditLog } from '../audit-log.js';
import { AuditDelivery } from '../delivery/audit-delivery.js';
import { LATER, TestLake } from '../delivery/testing/test-lake.js';
import { until } from '../delivery/testing/until.js';
import type { AuditEvent } from '../events.js';

const LIMITS = { minFreeBytes: 65_536, ballastBytes: 32_768, segmentBytes: 16_384 };
const PAGE = Buffer.alloc(4_096);
/** Somewhat longer than the log looks away. */
const LOOKED_AGAIN_MS = 1_200;

const [disk = '', key = '', copy = ''] = process.argv.slice(2);
const directory = join(disk, 'audit');
const filler = join(disk, 'filler');
const acknowledged: string[] = [];
const refused: string[] = [];

const keys = auditKeys.parse(`test=${key}`);
const log = await AuditLog.open({
  directory,
  app: 'api',
  writerId: 'w',
  keys,
  ...LIMITS,
});

const lake = new TestLake(() => LATER);
const delivery = new AuditDelivery({
  log,
  keys,
  sink: lake,
  spoolMaxBytes: Infinity,
  keptForMs: Infinity,
  limits: { records: 50, bytes: 16_384 },
  pace: { gatherMs: 10, roundMs: 50, retry: { firstMs: 10, longestMs: 50 } },
});
await delivery.start();

const job = { job_id: 'j', operation: 'o', subject: { login: 'a', client_id: null }, target: {} };
const common = { correlation_id: 'full', ...job };
let count = 0;

/** Whether it was kept. */
async function tell(event: 'job.decided' | 'job.finished'): Promise<boolean> {
  count += 1;
  const response_message = `${event}-${count}`;
  const record: AuditEvent =
    event === 'job.decided'
      ? {
          event,
          ...common,
          response_message,
          decision: { allowed: true, reason: 'owner' },
          details: { operation: 'o' },
        }
      : { event, ...common, response_message, outcome: 'succeeded' };
  const isKept = await log.write(record).then(
    () => true,
    () => false,
  );
  (isKept ? acknowledged : refused).push(response_message);
  return isKept;
}

/** Fills the disk up to where so much is free. */
async function fill(leaveBytes = 0): Promise<void> {
  const free = async () => (await statfs(disk)).bavail * (await statfs(disk)).bsize;
  while ((await free()) > leaveBytes) appendFileSync(filler, PAGE);
}

const hasBallast = () => !log.state.reasons.some((reason) => reason.includes('BALLAST'));

const told: Record<string, unknown> = {};
for (let each = 0; each < 100; each += 1) await tell('job.decided');
await fill(LIMITS.minFreeBytes - PAGE.length);
await pause(LOOKED_AGAIN_MS);
await log.probe();
told['low'] = log.state;
told['changesAreTakenWhenLow'] = await tell('job.decided');
told['endsAreKeptWhenLow'] = await tell('job.finished');
await fill();
while (hasBallast() && (await tell('job.finished')));
told['full'] = log.state;
told['endsAreKeptWhenFull'] = await tell('job.finished');
for (await fill(); await tell('job.finished'); ) await fill();
log.note({ event: 'process.started', correlation_id: 'full', response_message: 'lost' });
told['changesAreTakenWhenFull'] = await tell('job.decided');
told['probe'] = await log.probe();
told['gone'] = log.state;
told['lost'] = log.lostRecords;
await until('the lake to be missed', () => lake.tries > 0);
lake.mood = () => 'takes';
told['drains'] = await until('all to be delivered', async () => (await delivery.state()).undeliveredRecords === 0).then(
  () => 'all',
  async () => (await delivery.state()).fault,
);
told['isStillFull'] = !(await log.probe());
rmSync(filler);
await pause(LOOKED_AGAIN_MS);
told['probeAfterwards'] = await log.probe();
told['changesAreTakenAfterwards'] = await tell('job.decided');
told['healed'] = log.state;
await log.close();
await delivery.close(1_000);
told['delivered'] = lake.batches.map(({ lines }) => lines.toString()).join('');
cpSync(directory, copy, { recursive: true });
process.stdout.write(JSON.stringify({ ...told, acknowledged, refused }));
