import { AppError } from '#libs/platform';
import type { CommandOutcome } from '../command.js';
import { wasCut } from '../parsers/failure.js';
import type { Journal } from '../steps.js';

/** How an effect ended: it says done, it says clearly why not, or nobody knows. */
export type EffectEnd = { kind: 'done' } | { kind: 'failed'; error: AppError } | { kind: 'unknown' };

/**
 * How the journal says an effect ended. `check` throws where an outcome is a failure.
 *
 * Unknown: no outcomes (host restarted, process killed), a command that was ended from outside, or words we do not know.
 * In all of these the request may have reached Informatica.
 */
export function endOf(journal: Journal, check: (outcomes: readonly CommandOutcome[]) => void): EffectEnd {
  const outcomes = journal.outcomes ?? [];
  if (outcomes.length === 0 || outcomes.some(wasCut)) return { kind: 'unknown' };
  try {
    check(outcomes);
    return { kind: 'done' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === 'OUTPUT_NOT_UNDERSTOOD' ? { kind: 'unknown' } : { kind: 'failed', error };
  }
}

/** The error of an effect whose wished state was looked for and is not there. `details` say what is there. */
export function notReached(end: EffectEnd, sentence: string, details: Record<string, unknown>): AppError {
  if (end.kind === 'failed') return end.error;
  if (end.kind === 'done') return new AppError('STATE_NOT_REACHED', sentence, { details });
  return new AppError('OUTCOME_UNKNOWN', `${sentence} How the command ended is not known either.`, { details });
}

/**
 * The error of an effect after which the state could not be read. Only a clear failure of the effect is told as a failure:
 * "the host could not be reached" would make the caller believe that nothing happened.
 */
export function notVerified(end: EffectEnd, error: unknown): AppError {
  if (!(error instanceof AppError)) throw error;
  if (end.kind === 'failed') return end.error;
  const sentence = `The command was run, but its effect could not be verified: ${error.message}`;
  return new AppError('OUTCOME_UNKNOWN', sentence, { details: { reason: error.code }, cause: error });
}

/** The error for a journal that is not what we wrote: something was begun, but nobody can say from what. */
export const journalNotUnderstood = (): AppError =>
  new AppError('OUTCOME_UNKNOWN', 'The effect was begun, but its journal on the host cannot be read.');
