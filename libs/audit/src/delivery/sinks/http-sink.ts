import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  type LiveCertificates,
  type PostAnswer,
  postFaultInWords,
  postOnce,
  retryAfterMs,
  VERSION,
} from '#libs/platform';
import { type Batch, batchKey, DeliveryFault, type Sink } from '../batch.js';
import type { LiveToken } from './live-token.js';

const zipped = promisify(gzip);

/** Where batches are sent, and how the receiver knows us. */
export interface HttpSinkOptions {
  url: string;
  token?: LiveToken | undefined;
  tls?: LiveCertificates | undefined;
  isZipped: boolean;
  timeoutMs?: number;
}

/**
 * POSTs each batch as lines of JSON. A receiver knows a repeat by `Idempotency-Key`, and a damaged body by `Content-Digest` (RFC 9530,
 * over the body as it is sent).
 */
export class HttpSink implements Sink {
  readonly kind = 'http';

  constructor(private readonly options: HttpSinkOptions) {}

  async deliver(batch: Batch, signal: AbortSignal): Promise<void> {
    const { url, isZipped, tls, timeoutMs = 30_000 } = this.options;
    const body = isZipped ? await zipped(batch.lines) : batch.lines;
    const within = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const answer = await postOnce(
      { url, headers: await this.headersOf(batch, body), body },
      { signal: within, tls: tls?.current },
    ).catch((error) => {
      throw new DeliveryFault('later', postFaultInWords(error));
    });
    judge(answer);
  }

  async close(): Promise<void> {}

  private async headersOf(batch: Batch, body: Buffer): Promise<Record<string, string>> {
    const { isZipped } = this.options;
    const token = await this.options.token?.();
    return {
      'content-type': 'application/x-ndjson',
      'content-digest': `sha-256=:${createHash('sha256').update(body).digest('base64')}:`,
      'idempotency-key': batchKey(batch),
      'user-agent': `etlaas/${VERSION}`,
      ...(isZipped && { 'content-encoding': 'gzip' }),
      ...(token && { authorization: `Bearer ${token.reveal()}` }),
    };
  }
}

/** They say that nobody could take it now, not that it is not wanted. */
const LATER: readonly number[] = [408, 425, 429];
const ASKS_FOR_TIME: readonly number[] = [429, 503];

function judge({ status, retryAfter }: PostAnswer): void {
  if (status >= 200 && status < 300) return;
  const said = `the data lake answered ${status}`;
  if (status === 413) throw new DeliveryFault('too-large', said);
  if (status >= 500 || LATER.includes(status)) {
    throw new DeliveryFault('later', said, ASKS_FOR_TIME.includes(status) ? retryAfterMs(retryAfter) : 0);
  }
  // A redirect too: records go where operators said, and nowhere else.
  throw new DeliveryFault('refused', said);
}
