import { AppError } from '#libs/platform';

/** Who has a target, for callers who may know it. */
export interface ToldHolder {
  inWords: string;
  path: string;
}

/**
 * A change is refused because another one has its target.
 *
 * Callers are told who that is only where `told` is given: owners of different trigrams may share a domain, and do not see each
 * other's jobs. `holder` is the id of the other job, for whoever decides that.
 */
export class TargetBusy extends AppError {
  constructor(
    readonly holder: string,
    told?: ToldHolder,
  ) {
    super(
      'TARGET_BUSY',
      `The target has ${told?.inWords ?? 'another change'}. Wait for its end, or let this wait in line with onConflict=queue.`,
      told && { details: { holder: told.path } },
    );
  }
}
