import type { CommandOutcome } from '../command.js';
import { commandFailure } from './failure.js';
import { notUnderstood } from './output.js';

/** The UTC offset of `date +%z`, as in ISO 8601: `+0100` becomes `+01:00`. */
export function parseUtcOffset(outcome: CommandOutcome): string {
  if (outcome.exitCode !== 0) throw commandFailure('date', outcome);
  const [, hours, minutes] = /^([+-](?:0\d|1[0-4]))([0-5]\d)$/.exec(outcome.stdout.trim()) ?? [];
  if (!hours) throw notUnderstood('date', 'it is not a UTC offset', outcome);
  return `${hours}:${minutes}`;
}
