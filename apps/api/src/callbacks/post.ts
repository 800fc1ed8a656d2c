import { lookup } from 'node:dns';
import { type ClientRequest, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isOpenAddress } from './addresses.js';

/** A POST to a receiver. */
export interface Letter {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** What a receiver answered, as far as anybody wants to know. */
export interface Answer {
  status: number;
  retryAfter?: string | undefined;
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
export function post({ url, headers, body }: Letter, { timeoutMs, resolve = lookup }: PostOptions): Promise<Answer> {
  const { protocol, host, hostname } = new URL(url);
  const literal = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(literal) !== 0 && !isOpenAddress(literal, host)) return Promise.reject(new ClosedAddress());
  const send = protocol === 'https:' ? requestHttps : requestHttp;
  const request = send(url, {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    agent: false,
    lookup: guarded(resolve, host),
    signal: AbortSignal.timeout(timeoutMs),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
  });
  return answerTo(request.end(body));
}

const answerTo = (request: ClientRequest): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request.once('response', (response) => {
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
      response.destroy();
    });
    request.on('error', reject);
    request.once('close', () => reject(new Error('closed without an answer')));
  });

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
