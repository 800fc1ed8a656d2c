import { randomUUID } from 'node:crypto';
import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { AppError, type AppLogger, toProblem } from '#libs/platform';
import type { HttpMetrics } from './http-metrics.js';
import { securityHeadersFor } from './security-headers.js';

/** What Node's parser says, as a failure of ours; its own words, and the bytes it holds, are not passed on. */
const KNOWN: Record<string, () => AppError> = {
  HPE_HEADER_OVERFLOW: () => new AppError('HEADERS_TOO_LARGE', 'Address and headers are larger than 16 KiB.'),
  ERR_HTTP_REQUEST_TIMEOUT: () =>
    new AppError('REQUEST_TIMED_OUT', 'Headers must be there within 10 s, the whole request within 30 s.'),
};
const OTHER = () => new AppError('MALFORMED_REQUEST', 'What was sent is not HTTP/1.1.');

/** Time for a caller to read the answer before the connection is gone; without an end, the broken would keep theirs. */
const READ_WITHIN_MS = 1_000;

/** Answers what never became a request, and ends its connection. There is no route, so no audit record; there is a log. */
export function answerClientErrors({ logger, httpMetrics }: { logger: AppLogger; httpMetrics: HttpMetrics }) {
  const answered = new WeakSet<Socket>();
  return ({ code = '' }: NodeJS.ErrnoException, socket: Socket): void => {
    if (answered.has(socket)) return;
    answered.add(socket);
    if (code === 'ECONNRESET' || !socket.writable || isAnswering(socket)) return void socket.destroy();
    const problem = toProblem((KNOWN[code] ?? OTHER)(), randomUUID());
    const { correlationId, status } = problem;
    logger.info({ correlationId, code, status, ip: socket.remoteAddress }, 'broken request answered');
    httpMetrics.countBroken(status);
    socket.end(toText(status, JSON.stringify(problem), correlationId));
    setTimeout(() => socket.destroy(), READ_WITHIN_MS).unref();
  };
}

/** Whether an earlier request on the connection has half of its answer: nothing may be put into that. */
const isAnswering = (socket: Socket & { _httpMessage?: ServerResponse }): boolean =>
  socket._httpMessage?.headersSent === true;

function toText(status: number, body: string, correlationId = ''): string {
  const headers = {
    ...securityHeadersFor('/'),
    'x-correlation-id': correlationId,
    'cache-control': 'no-store',
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n');
}
