import type { Operation } from '#libs/informatica';
import { type Environment, findEnvironment } from '#libs/permission';
import { AppError, setting } from '#libs/platform';
import type { Ask } from './ask.js';

/** Where a change is not accepted without an Idempotency-Key. */
export const keySettings = {
  IDEMPOTENCY_KEY_REQUIRED_IN: setting
    .list('environments in which a change needs an Idempotency-Key, such as Production')
    .transform((names, context): Environment[] =>
      names.flatMap((name) => {
        const known = findEnvironment(name);
        if (!known) context.addIssue({ code: 'custom', message: `"${name}" is not an environment` });
        return known ?? [];
      }),
    )
    .default([]),
};

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
