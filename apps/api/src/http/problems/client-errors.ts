import { randomUUID } from 'node:crypto';
import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { AppError, type AppLogger, type Problem, toProblem } from '#libs/platform';
import type { HttpMetrics } from '../metrics/http-metrics.js';
import { securityHeadersFor, transportSecurityBy } from '../security-headers.js';

/** What Node's parser says, as a failure of ours; its own words, and the bytes it holds, are not passed on. */
const KNOWN: Record<string, () => AppError> = {
  HPE_HEADER_OVERFLOW: () => new AppError('HEADERS_TOO_LARGE', 'Address and headers are larger than 16 KiB.'),
  ERR_HTTP_REQUEST_TIMEOUT: () =>
    new AppError('REQUEST_TIMED_OUT', 'Headers must be there within 10 s, the whole request within 30 s.'),
};
const OTHER = () => new AppError('MALFORMED_REQUEST', 'What was sent is not HTTP/1.1.');

/** Time for a caller to read the answer before the connection is gone; without an end, the broken would keep theirs. */
const READ_WITHIN_MS = 1_000;

/** What was answered to requests that never came whole, by the response that they did not get. */
export type CutRequests = WeakMap<ServerResponse, Problem>;

/** What such an answer is told to. */
interface ClientErrorParts {
  logger: AppLogger;
  httpMetrics: HttpMetrics;
  cutRequests: CutRequests;
  settings: Parameters<typeof transportSecurityBy>[0];
}

/**
 * Answers what is no request, or never became a whole one, and ends its connection.
 *
 * There is a log. An audit record and the metric of its route are there too once a request has begun: its own hooks write
 * them, by what `cutRequests` says.
 */
export function answerClientErrors({ logger, httpMetrics, cutRequests, settings }: ClientErrorParts) {
  const answered = new WeakSet<Socket>();
  return ({ code = '' }: NodeJS.ErrnoException, socket: Socket): void => {
    if (answered.has(socket)) return;
    answered.add(socket);
    const begun = responseOn(socket);
    if (code === 'ECONNRESET' || !socket.writable || isAtWork(begun)) return void socket.destroy();
    const problem = toProblem((KNOWN[code] ?? OTHER)(), randomUUID());
    const { correlationId, status } = problem;
    logger.info({ correlationId, code, status, ip: socket.remoteAddress }, 'broken request answered');
    if (begun) cutRequests.set(begun, problem);
    else httpMetrics.countBroken(status);
    const ours = { ...securityHeadersFor('/'), ...transportSecurityBy(settings) };
    socket.end(toText(problem, ours));
    setTimeout(() => socket.destroy(), READ_WITHIN_MS).unref();
  };
}

/** The response that is under way on a connection: Node keeps it there and nowhere else. */
const responseOn = (socket: Socket & { _httpMessage?: ServerResponse | null }): ServerResponse | undefined =>
  socket._httpMessage ?? undefined;

/**
 * Whether what comes next on the connection would be read as the answer to a request that came whole: that one may run, or
 * has half of its answer. A request of which a part is missing changes nothing: its handler waits for the body.
 */
const isAtWork = (begun: ServerResponse | undefined): boolean =>
  begun !== undefined && (begun.headersSent || begun.req.complete);

function toText(problem: Problem, ours: Readonly<Record<string, string>>): string {
  const { status, correlationId = '' } = problem;
  const body = JSON.stringify(problem);
  const headers = {
    ...ours,
    'x-correlation-id': correlationId,
    'cache-control': 'no-store',
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n');
}
