import type { FastifyRequest } from 'fastify';
import { NO_TRACES, type Span, type Traces } from '#libs/platform';
import type { ApiRequest } from './api-request.js';

/** What is asked for by machines and readers, all the time: neither audited nor traced. */
const BESIDE_THE_API = /^\/(docs|health|metrics)(?:[/?-]|$)/;

/** Whether an address is one of the API itself. */
export const isOfTheApi = (url: string): boolean => !BESIDE_THE_API.test(url);

/** Begins the span of a request: in the trace of its caller where that is named in a safe form, else in a new one. */
export function beginSpan(traces: Traces, { method, url, headers, routeOptions }: FastifyRequest, id: string): Span {
  const route = routeOptions.url;
  const attributes = { 'http.request.method': method, 'http.route': route, 'etlaas.correlation_id': id };
  const recording = isOfTheApi(url) ? traces : NO_TRACES;
  const { traceparent, tracestate } = headers;
  return recording.begin(
    route ? `${method} ${route}` : method,
    { traceparent, tracestate },
    { kind: 'server', attributes },
  );
}

/** Ends it with its answer. What the caller did wrong is no failure of ours. */
export function endSpan(span: Span, status: number, audited: ApiRequest['audited']): void {
  span.set({ 'http.response.status_code': status, 'etlaas.job.id': audited?.jobId });
  if (status >= 500) span.fail(String(status));
  span.end();
}
