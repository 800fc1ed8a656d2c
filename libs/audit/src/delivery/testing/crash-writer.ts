import { writeSync } from 'node:fs';
import { auditKeys } from '../../audit-keys.js';
import { AuditLog } from '../../audit-log.js';
import { AuditDelivery } from '../audit-delivery.js';
import { HttpSink } from '../sinks/http-sink.js';

/**
 * A process that writes numbered records and delivers them, until it is killed: `<directory> <writer> <url> <first number>`. It says each
 * number once its record is kept. With `deliver` for a number it writes nothing, until it is told to end.
 */
const [directory = '', writerId = '', url = '', from = ''] = process.argv.slice(2);
const TOGETHER = 40;

const keys = auditKeys.parse(`test=${'t'.repeat(32)}`);
const log = await AuditLog.open({ directory, app: 'api', writerId, keys, segmentBytes: 200_000 });
const delivery = new AuditDelivery({
  log,
  keys,
  sink: new HttpSink({ url, isZipped: false, timeoutMs: 500 }),
  spoolMaxBytes: 1_000_000_000,
  keptForMs: 1_000_000_000,
  limits: { records: 200, bytes: 100_000 },
  pace: { gatherMs: 10, roundMs: 50, retry: { firstMs: 5, longestMs: 50 }, refused: { firstMs: 20, longestMs: 50 } },
});
await delivery.start();
// Delivery keeps no process alive.
const life = setInterval(() => undefined, 60_000);
process.once('SIGTERM', () => void end());
if (from !== 'deliver') for (let number = Number(from); ; number += TOGETHER) await writeFrom(number);

async function writeFrom(first: number): Promise<void> {
  const numbers = Array.from({ length: TOGETHER }, (_, index) => first + index);
  await Promise.all(
    numbers.map(async (number) => {
      await log.write({ event: 'process.started', correlation_id: writerId, response_message: `n${number}` });
      writeSync(1, `${number}\n`);
    }),
  );
}

async function end(): Promise<void> {
  clearInterval(life);
  await log.close();
  await delivery.close(5_000);
}
