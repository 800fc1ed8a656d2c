import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { AppError, type FieldFault } from '#libs/platform';
import type { Operation } from './operation.js';

/**
 * Makes the input of an operation from a value of unknown origin, by the rules of its input class. Used at both ends:
 * before a job is queued and before it is run.
 *
 * Throws `VALIDATION_FAILED` with every fault, unknown fields included. Nothing is converted: `"true"` is no boolean.
 */
export function readInput<Input extends object>(operation: Operation<Input>, raw: unknown): Input {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw invalid([{ detail: 'must be an object' }]);
  const input = plainToInstance(operation.input, raw);
  // An input without fields has no rules, which class-validator would take for a class that was forgotten.
  const options = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false };
  const faults = validateSync(input, options).flatMap(toFieldFaults);
  if (faults.length > 0) throw invalid(faults);
  return input;
}

/** What class-validator found in one field, one fault for each broken rule. Reads flat classes only: ours are. */
export const toFieldFaults = ({ property, constraints }: ValidationError): FieldFault[] =>
  Object.entries(constraints ?? {}).map(([rule, detail]) => ({
    detail: rule === 'whitelistValidation' ? `${property} is not known here` : detail,
    pointer: `/${property}`,
  }));

const invalid = (errors: FieldFault[]): AppError =>
  new AppError('VALIDATION_FAILED', `The input is not valid: ${errors.map(({ detail }) => detail).join('; ')}.`, {
    errors,
  });
