import type { PlannedStep } from './plan.js';
import type { Steps } from './steps.js';

/** `read` changes nothing and may be repeated; `change` has an effect that must not happen twice. */
export type OperationKind = 'read' | 'change';

/** What an operation is asked for belongs to: the object names that a job shows as its `target`. */
export interface NamedTarget {
  service?: string;
  repository?: string;
  connectionId?: string;
  user?: string;
}

/** What the worker knows of the place where an operation runs; none of it comes from the caller. */
export interface Place {
  /** The Informatica domain. */
  domain: string;
  /** The technical user that infacmd and pmrep log in with. */
  informaticaUser: string;
  /** The security domain of that user. */
  securityDomain: string;
}

/** A class whose instances are validated by class-validator; a fresh instance must need no argument. */
export type InputClass<Input extends object> = new () => Input;

/**
 * Everything about one thing a user can ask for. The name is the same in queue, log, audit, metric and OpenAPI.
 *
 * `steps` is pure: no I/O, no clock. It throws `AppError`s only. `runLimitMs` bounds the run, not the wait in the queue.
 * Its functions are methods, so that operations of different inputs fit into one list; whoever takes one from the list
 * must first make the input with that operation's own class.
 */
export interface Operation<Input extends object = object, Output extends object = object> {
  name: string;
  kind: OperationKind;
  summary: string;
  input: InputClass<Input>;
  output: new () => Output;
  runLimitMs(input: Input): number;
  target(input: Input): NamedTarget;
  steps(input: Input, place: Place): Steps<Output>;
  /** What `steps` would do, as far as it is known without the host: every command that is run where all goes well. */
  plan(input: Input, place: Place): PlannedStep[];
}

/** Defines an operation; the types of input and output are inferred from their classes. */
export const defineOperation = <Input extends object, Output extends object>(
  operation: Operation<Input, Output>,
): Operation<Input, Output> => operation;
