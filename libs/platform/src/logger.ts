import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { currentContext } from './request-context.js';

/** A structured logger: object first, then a static message. The correlation id is added by itself, and that of the trace where there are traces. */
export type AppLogger = Logger;

const REDACTED = ['*.password', '*.token', '*.authorization', '*.secret', 'authorization', 'password', 'token'];

/** Lines are written together, at most a moment later: a write for each would cost more than most requests. */
const FLUSH_EVERY_MS = 100;
const FLUSH_AT_BYTES = 4_096;
const buffered = (): DestinationStream =>
  pino.destination({ dest: 1, sync: false, minLength: FLUSH_AT_BYTES, periodicFlush: FLUSH_EVERY_MS });

/** Makes the JSON-lines logger of one app. Secrets are redacted as a second net; the first is never to log them. */
export function createLogger(app: string, level: string, destination?: DestinationStream): AppLogger {
  const options: LoggerOptions = {
    level,
    base: { app, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: REDACTED, censor: '[secret]' },
    mixin: contextInLines,
  };
  return pino(options, destination ?? buffered());
}

/** What lines say of where they were written. */
function contextInLines(): object {
  const { span, ...context } = currentContext() ?? {};
  return span?.traceId === undefined ? context : { ...context, trace_id: span.traceId };
}

const asText = (message: unknown): string => (typeof message === 'string' ? message : JSON.stringify(message));

/** Lets Nest itself write through our logger. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: AppLogger) {}

  log(message: unknown, context?: unknown): void {
    this.logger.debug({ context }, asText(message));
  }

  warn(message: unknown, context?: unknown): void {
    this.logger.warn({ context }, asText(message));
  }

  error(message: unknown, stack?: unknown, context?: unknown): void {
    this.logger.error({ context, stack }, asText(message));
  }

  debug(message: unknown, context?: unknown): void {
    this.logger.debug({ context }, asText(message));
  }

  verbose(message: unknown, context?: unknown): void {
    this.logger.trace({ context }, asText(message));
  }
}
