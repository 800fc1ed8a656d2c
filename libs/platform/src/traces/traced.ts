import { AppError } from '../errors.js';
import { currentContext, runInContext } from '../request-context.js';
import { NO_TRACES } from './no-traces.js';
import type { Span, SpanOptions } from './span.js';

/** What a failure is called in a span: its code, else its class. Its words may hold what nobody should read there. */
const typeOf = (error: unknown): string => {
  if (error instanceof AppError) return error.code;
  return error instanceof Error ? error.constructor.name : 'unknown';
};

/** Does work in a span, which ends with it. Where nothing is recorded of the span, only the work. */
export function within<T>(span: Span, work: (span: Span) => T | Promise<T>): Promise<T> {
  if (span.traceId !== undefined) return recorded(span, work);
  try {
    return Promise.resolve(work(span));
  } catch (error) {
    return Promise.reject(error);
  }
}

async function recorded<T>(span: Span, work: (span: Span) => T | Promise<T>): Promise<T> {
  try {
    return await work(span);
  } catch (error) {
    span.fail(typeOf(error));
    throw error;
  } finally {
    span.end();
  }
}

/** Nothing is recorded in it. */
const QUIET = NO_TRACES.begin('nothing', {});

/** Does work in a span under that of the code that runs now; where traces are off, only the work. */
export async function traced<T>(name: string, options: SpanOptions, work: (span: Span) => T | Promise<T>): Promise<T> {
  const context = currentContext();
  if (context?.span?.traceId === undefined) return work(QUIET);
  const span = context.span.child(name, options);
  return within(span, () => runInContext({ ...context, span }, () => work(span)));
}
