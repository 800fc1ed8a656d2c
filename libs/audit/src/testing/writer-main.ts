/**
 * Writes audit records until it is ended: `<directory> <key> <name>`. Prints the name of each record, `<name>-<number>`, once it is
 * acknowledged. Many callers at once, some of which only note.
 */
import { auditKeys } from '../audit-keys.js';
import { AuditLog } from '../audit-log.js';
import type { AuditEvent } from '../events.js';

const CALLERS = 256;
const NOTES_EACH = 20;
const SEGMENT_BYTES = 1_048_576;

const [directory = '', key = '', name = ''] = process.argv.slice(2);
const keys = auditKeys.parse(`test=${key}`);
let count = 0;
let isEnding = false;

const next = (): AuditEvent => {
  count += 1;
  return { event: 'process.started', correlation_id: 'killed', response_message: `${name}-${count}` };
};

async function call(log: AuditLog): Promise<void> {
  while (!isEnding) {
    const event = next();
    await log.write(event);
    process.stdout.write(`${event.response_message}\n`);
    if (count % NOTES_EACH === 0) log.note(next());
  }
}

async function main(): Promise<void> {
  process.once('SIGTERM', () => {
    isEnding = true;
  });
  const log = await AuditLog.open({ directory, app: 'api', writerId: 'w', keys, segmentBytes: SEGMENT_BYTES });
  await Promise.all(Array.from({ length: CALLERS }, () => call(log)));
  await log.close();
}

await main();
