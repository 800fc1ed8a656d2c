import type { Operation } from '#libs/informatica';
import { AppError } from '#libs/platform';
import type { Ask } from './ask.js';

/**
 * Refuses a change that could not be repeated safely, in an environment where that is demanded. Reads change nothing, and the
 * callers of the old routes know no such header.
 */
export function assertKeyed(
  { kind }: Pick<Operation, 'kind'>,
  environment: string,
  { idempotency, isLegacy }: Pick<Ask, 'idempotency' | 'isLegacy'>,
  requiredIn: readonly string[],
): void {
  if (kind === 'read' || isLegacy || idempotency || !requiredIn.includes(environment)) return;
  const detail = `is required for changes in ${environment}: a new key for each change, the same for each repeat of it`;
  throw new AppError('VALIDATION_FAILED', `The header Idempotency-Key ${detail}.`, {
    errors: [{ parameter: 'Idempotency-Key', detail }],
  });
}
