/** The pages of ours to which somebody may come back after signing in. */
const PAGES = /^\/(?:queues|ops|session)(?:\/|$)/;
const MAX_LENGTH = 512;
const HOME = '/session';

/**
 * Where to go after signing in: the path and query that was asked for if it is a page of ours, else the page about the session.
 *
 * Judged as the browser will read it, not as it is spelled: `//host`, `/\host` and `/queues/../..` lead elsewhere.
 */
export function returnTo(asked: unknown, origin: string): string {
  if (typeof asked !== 'string' || asked.length > MAX_LENGTH || !asked.startsWith('/')) return HOME;
  if (!URL.canParse(asked, origin)) return HOME;
  const url = new URL(asked, origin);
  return url.origin === origin && PAGES.test(url.pathname) ? url.pathname + url.search : HOME;
}
