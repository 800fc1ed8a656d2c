import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { type PostAnswer, postOnce } from '#libs/platform';
import { isOpenAddress } from './addresses.js';

/** A POST to a receiver. */
export interface Letter {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** How long we wait, and who says what a name stands for. */
export interface PostOptions {
  timeoutMs: number;
  resolve?: LookupFunction;
}

/** The name of a receiver stands for an address to which we must not connect, now at least. */
export class ClosedAddress extends Error {}

/**
 * Sends a letter and resolves with the status of whatever answers.
 *
 * Follows no redirect, reads nothing of the answer's body, asks no proxy, and looks at the very address it connects to: a name
 * that stands for another one at the second look gains nothing. Rejects where nothing answered within `timeoutMs`.
 */
export function post(
  { url, headers, body }: Letter,
  { timeoutMs, resolve = lookup }: PostOptions,
): Promise<PostAnswer> {
  const { host, hostname } = new URL(url);
  const literal = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(literal) !== 0 && !isOpenAddress(literal, host)) return Promise.reject(new ClosedAddress());
  return postOnce({ url, headers, body }, { lookup: guarded(resolve, host), signal: AbortSignal.timeout(timeoutMs) });
}

/** Looks a name up and refuses all of its addresses where one is closed: a mixed answer is no honest one. */
const guarded =
  (resolve: LookupFunction, receiver: string): LookupFunction =>
  (name, options, done) =>
    resolve(name, { ...options, all: true }, (fault, found) => {
      const addresses = Array.isArray(found) ? found : [];
      if (fault) return done(fault, []);
      const isOpen = addresses.length > 0 && addresses.every(({ address }) => isOpenAddress(address, receiver));
      if (!isOpen) return done(new ClosedAddress(), []);
      return options.all ? done(null, addresses) : done(null, addresses[0]?.address ?? '', addresses[0]?.family);
    });
