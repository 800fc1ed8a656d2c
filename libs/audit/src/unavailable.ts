import { AppError } from '#libs/platform';

/** What whoever asked is told where its record could not be kept. */
export const unavailable = (cause: unknown): AppError =>
  new AppError('AUDIT_UNAVAILABLE', 'The audit record could not be kept, so nothing was done. Try again later.', {
    cause,
  });
