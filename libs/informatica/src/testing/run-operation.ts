import { AppError } from '#libs/platform';
import type { Operation, Place } from '../operation.js';
import { readInput } from '../read-input.js';
import type { FakeHost } from './fake-host.js';

/** The place of all tests. */
const PLACE: Place = { domain: 'DOM', informaticaUser: 'svc_api', securityDomain: 'Native' };

/** Runs an operation on a fake host, as a worker would. */
export const runOperation = <Input extends object, Output extends object>(
  host: FakeHost,
  operation: Operation<Input, Output>,
  input: object,
): Output => host.run(operation.steps(readInput<Input>(operation, input), PLACE));

/** The error that an operation ends in. */
export function errorOf(run: () => unknown): AppError {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}
