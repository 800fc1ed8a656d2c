import type { Command, CommandOutcome } from './command.js';

/**
 * What an operation asks of its runner, one at a time. The runner (in the worker) does the I/O; the operation stays pure.
 *
 * - `chain`: the commands in order; the first that fails ends it (but for `goOn`). They share one pmrep connection file.
 * - `together`: independent commands, several at once; all run. Answers stand in the order of the commands.
 * - `begin`: has an earlier delivery of this job begun the effect? Then its journal; else the commands, at least one:
 *   `together`, or as a `chain` where `ordered`.
 * - `effect`: the chain behind the once-only gate of the job on the host. `before` is kept in the journal.
 * - `pause`: nothing for a while.
 */
export type Step =
  | { kind: 'chain' | 'together'; commands: readonly Command[] }
  | { kind: 'begin'; effect: string; commands: readonly Command[]; ordered?: boolean }
  | { kind: 'effect'; effect: string; before: unknown; commands: readonly Command[] }
  | { kind: 'pause'; ms: number };

/**
 * What the gate on the host recorded of an effect. `before` is what `effect` was given by the delivery that ran it.
 *
 * `outcomes` is missing where the effect began but its end is not known (host restarted, process killed).
 */
export interface Journal {
  before: unknown;
  outcomes?: readonly CommandOutcome[];
}

/** The answer to a step: outcomes of `chain`, `together` and `begin`, a journal of `effect` and `begin`, nothing of `pause`. */
export interface StepAnswer {
  outcomes?: readonly CommandOutcome[];
  journal?: Journal;
}

/** A pure script of steps that ends in a value or throws an `AppError`. */
export type Steps<T> = Generator<Step, T, StepAnswer>;

/** Runs commands in order until one fails; fewer answers than commands means that the last one answered has failed. */
export function* chain(...commands: Command[]): Steps<readonly CommandOutcome[]> {
  return (yield { kind: 'chain', commands }).outcomes ?? [];
}

/** Runs independent commands, several at once. */
export function* together(...commands: Command[]): Steps<readonly CommandOutcome[]> {
  return (yield { kind: 'together', commands }).outcomes ?? [];
}

/** The journal of an effect that an earlier delivery began, else the outcomes of the commands that read the state. */
export function* begin(effect: string, ...commands: Command[]): Steps<StepAnswer> {
  return yield { kind: 'begin', effect, commands };
}

/** The same, but the commands that read the state build on one another and run as a chain. */
export function* beginInOrder(effect: string, ...commands: Command[]): Steps<StepAnswer> {
  return yield { kind: 'begin', effect, commands, ordered: true };
}

/** Runs the commands of an effect at most once for this job, whatever is redelivered. */
export function* effect(name: string, before: unknown, ...commands: Command[]): Steps<Journal> {
  return (yield { kind: 'effect', effect: name, before, commands }).journal ?? { before };
}

/** Waits. */
export function* pause(ms: number): Steps<void> {
  yield { kind: 'pause', ms };
}
