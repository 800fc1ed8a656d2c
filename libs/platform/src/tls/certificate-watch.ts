import { FileWatch } from '../files/file-watch.js';
import type { WatchedFile } from '../files/watched-file.js';
import type { AppLogger } from '../logger.js';

/** A part of a process that has certificates, of which some are files. */
export interface WithCertificates {
  readonly certificates: readonly WatchedFile<unknown>[];
}

/** The one look at all certificate files of a process, so that those which belong together count together. */
export const certificateWatch = (
  logger: Pick<AppLogger, 'info' | 'error'>,
  ...parts: readonly (WithCertificates | undefined)[]
): FileWatch =>
  new FileWatch(
    parts.flatMap((part) => part?.certificates ?? []),
    logger,
    'certificate',
  );
