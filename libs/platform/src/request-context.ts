import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Span } from './traces/span.js';

/** What follows a request or a job through every asynchronous step: its correlation id and, in the worker, the job. */
export interface RequestContext {
  correlationId: string;
  jobId?: string;
  /** Under which further spans begin. */
  span?: Span;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** The context of the code that runs now, if any. */
export const currentContext = (): RequestContext | undefined => storage.getStore();

/** Runs `work` (and all it awaits) inside a context. */
export const runInContext = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);

/** A correlation id comes from outside and goes to logs and headers: letters, digits and `._:-`, 8 to 64 of them. */
const CORRELATION_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{7,63}$/;

/** The given correlation id where its form is safe, else a new one. */
export const acceptCorrelationId = (given: unknown): string =>
  typeof given === 'string' && CORRELATION_ID.test(given) ? given : randomUUID();
