import { type ClientRequest, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { ClientCertificates } from './tls/client-tls.js';

/** A POST. */
export interface Posting {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | Buffer;
}

/** What somebody answered, as far as anybody wants to know. */
export interface PostAnswer {
  status: number;
  retryAfter?: string | undefined;
}

/** How it is sent. */
export interface PostingOptions {
  /** Ends it. Without a bound a receiver that says nothing would be waited for without end. */
  signal: AbortSignal;
  lookup?: LookupFunction | undefined;
  /** The certificates that are trusted, else the usual ones; and our own, where the receiver asks for one. */
  tls?: ClientCertificates | undefined;
}

/**
 * Sends one POST on a connection of its own and resolves with the status of whatever answers.
 *
 * Follows no redirect, reads nothing of the answer's body, asks no proxy. Rejects where nothing was answered.
 */
export function postOnce(
  { url, headers, body }: Posting,
  { signal, lookup, tls }: PostingOptions,
): Promise<PostAnswer> {
  const send = new URL(url).protocol === 'https:' ? requestHttps : requestHttp;
  const request = send(url, {
    ...tls,
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    agent: false,
    lookup,
    signal,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
  });
  return answerTo(request.end(body));
}

const answerTo = (request: ClientRequest): Promise<PostAnswer> =>
  new Promise((resolve, reject) => {
    request.once('response', (response) => {
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
      response.destroy();
    });
    request.on('error', reject);
    request.once('close', () => reject(new Error('closed without an answer')));
  });

/** `Retry-After` in milliseconds from now: seconds, or a date; 0 where it is neither. */
export function retryAfterMs(retryAfter = '', now = Date.now()): number {
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  return Math.max(0, (Date.parse(retryAfter) || now) - now);
}

const BY_CODE: readonly [RegExp, string][] = [
  [/^(ENOTFOUND|EAI_)/, 'the name of the host is not known'],
  [/^ECONNREFUSED$/, 'the host refuses the connection'],
  [/^(EHOSTUNREACH|ENETUNREACH)$/, 'the host cannot be reached'],
  [/^(ABORT_ERR|ETIMEDOUT)$/, 'nothing was answered in time'],
  [/^(ECONNRESET|EPIPE)$/, 'the connection was cut'],
  [/CERT|SIGNATURE|ISSUER/, 'the certificate of the host is not trusted here'],
  [/^(EPROTO|ERR_SSL|ERR_TLS)/, 'the host and we agree on no TLS'],
  [/^HPE_/, 'the host does not speak HTTP'],
];

/** Why nothing was answered, for people. The error's own words are not passed on: they name what stands behind a host. */
export function postFaultInWords(error: unknown): string {
  const { code } = error as { code?: unknown };
  return BY_CODE.find(([pattern]) => pattern.test(String(code)))?.[1] ?? 'the request failed';
}
