import type { ConfigurationChanged, ProcessChanged } from './events.js';

/** The record of a process that begins or ends in order. */
export const processRecord = (event: ProcessChanged['event']): ProcessChanged => ({
  event,
  correlation_id: `process-${process.pid}`,
  response_message: event === 'process.started' ? 'the process began' : 'the process ends',
});

/** A file that changed on the disk, as its readers know it. */
interface ChangedFile {
  name: string;
  hash: string;
  refusal?: { hash?: string | undefined; faults: readonly string[] } | undefined;
}

/** Enough to know what is wrong; the log has more. */
const FIRST_FAULTS = 5;

/** The record of a rule file that changed: with the hash of what is in use from now on, or of what was refused. */
export function configurationRecord({ name, hash, refusal }: ChangedFile): ConfigurationChanged {
  const correlation_id = `process-${process.pid}`;
  if (!refusal) {
    const response_message = `${name} was read anew`;
    return { event: 'configuration.reloaded', correlation_id, response_message, file: name, hash };
  }
  const { faults } = refusal;
  return {
    event: 'configuration.refused',
    correlation_id,
    response_message: `${name} is refused; what was read before stays in use`,
    file: name,
    hash: refusal.hash ?? null,
    details: { faults: faults.length, first: faults.slice(0, FIRST_FAULTS), inUse: hash },
  };
}
