import { createHash } from 'node:crypto';
import { AppError } from '#libs/platform';
import type { JobPageQuery } from './job-page.input.js';

const TOKEN = /^(\d{1,20})\.([\w-]{16})$/;

/** What a page token says to callers: nothing. Made of where the page ended, and of which jobs in which order it was a page. */
export const makePageToken = (position: string, query: JobPageQuery): string =>
  Buffer.from(`${position}.${fingerprintOf(query)}`).toString('base64url');

/** Where the page before ended. Throws where that was a page of other filters or in another order, or the token is none of ours. */
export function readPageToken(token: string, query: JobPageQuery): string {
  const text = Buffer.from(token, 'base64url').toString('latin1');
  const [, position, fingerprint] = TOKEN.exec(text) ?? [];
  const isOurs = position !== undefined && Buffer.from(text).toString('base64url') === token;
  if (isOurs && fingerprint === fingerprintOf(query)) return position;
  const detail = isOurs ? 'belongs to other filters or another order' : 'must be a nextPageToken';
  throw new AppError('VALIDATION_FAILED', `The pageToken ${detail}.`, {
    errors: [{ parameter: 'pageToken', detail: `pageToken ${detail}` }],
  });
}

/** The same filters in other words are the same: names in another case, lists in another order. */
function fingerprintOf({ pageSize: _, pageToken: __, counts: ___, orderBy, ...filter }: JobPageQuery): string {
  const parts = Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, textOf(value)]);
  const text = JSON.stringify([orderBy ?? 'createdAt desc', ...parts.sort()]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

const textOf = (value: string | readonly string[]): string =>
  typeof value === 'string' ? value.toLowerCase() : [...new Set(value)].sort().join(',');
