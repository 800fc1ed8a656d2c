import { operationsByName, readInput } from '#libs/informatica';
import type { JobRecord } from '#libs/queue';

/** A worker that was only restarted is back by then. */
const BACK_WITHIN_MS = 600_000;
/** No run lasts so much longer than it may, not even by an operation that this release does not know. */
const NEVER_LONGER_MS = 86_400_000;

/**
 * What the age of a run says: it may go on (`young`), is over unless a worker lives that has yet to say so (`late`), or is over
 * whoever lives: workers that cannot run a job leave it to each other for ever, after a roll-back say (`over`).
 */
export function ageOfRun(
  { operation, input, startedAt = '' }: Pick<JobRecord, 'operation' | 'input' | 'startedAt'>,
  nowMs: number,
): 'young' | 'late' | 'over' {
  const limitMs = runLimitMs(operation, input);
  const ageMs = nowMs - Date.parse(startedAt);
  if (ageMs > (limitMs ?? 0) + NEVER_LONGER_MS) return 'over';
  return limitMs !== undefined && ageMs > limitMs + BACK_WITHIN_MS ? 'late' : 'young';
}

/** Undefined where this release does not know the operation, or such an input of it. */
function runLimitMs(operation: string, input: JobRecord['input']): number | undefined {
  const known = operationsByName.get(operation);
  if (!known) return undefined;
  try {
    return known.runLimitMs(readInput(known, input));
  } catch {
    return undefined;
  }
}
