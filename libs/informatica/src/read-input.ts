import { AppError, type FieldFault } from '#libs/platform';
import type { Operation } from './operation.js';
import { readInstance } from './read-instance.js';

/**
 * Makes the input of an operation from a value of unknown origin, by the rules of its input class. Used at both ends:
 * before a job is queued and before it is run.
 *
 * Throws `VALIDATION_FAILED` with every fault, unknown fields included. Nothing is converted: `"true"` is no boolean.
 */
export function readInput<Input extends object>(operation: Operation<Input>, raw: unknown): Input {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw invalid([{ detail: 'must be an object' }]);
  const { instance, faults } = readInstance(operation.input, raw);
  if (faults.length > 0) throw invalid(faults);
  return instance;
}

const invalid = (errors: FieldFault[]): AppError =>
  new AppError('VALIDATION_FAILED', `The input is not valid: ${errors.map(({ detail }) => detail).join('; ')}.`, {
    errors,
  });
