import type { IncomingRequest } from '#libs/auth';
import { isReading } from '#libs/auth';
import { AppError } from '#libs/platform';

const FOREIGN = 'A session serves the pages of this address only. Open the page here, and do it again.';

/**
 * Throws `PERMISSION_DENIED` for a request that carries a session and does not come from a page of ours: a browser sends its
 * cookies for whoever asks.
 *
 * To read, somebody may also come from elsewhere by a link. To change, the browser must say that a page of ours asked, and
 * the page must know `mark`, which no other page can read.
 */
export function assertOwnPage({ method, headers }: IncomingRequest, origin: string, isMarked: () => boolean): void {
  const site = headers['sec-fetch-site'];
  const isOurs = site === undefined || site === 'same-origin';
  if (isReading(method)) {
    if (isOurs || site === 'none' || headers['sec-fetch-mode'] === 'navigate') return;
    throw foreign();
  }
  if (!isOurs || headers.origin !== origin || !isMarked()) throw foreign();
}

const foreign = (): AppError => new AppError('PERMISSION_DENIED', FOREIGN);
