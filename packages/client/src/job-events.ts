import { type EtlaasError, Unreachable } from './errors.js';
import { readEventStream, type StreamEvent } from './event-stream.js';
import { pause, pauseAfter, RETRY_RULES } from './retry.js';
import type { Job } from './routes.js';
import { faultOf, type Opened, type Transport } from './transport.js';

/** What happened to a job: its state (`status`, and `end` as the last one), or something else that the API tells, as `log`. */
export type JobEvent =
  | { id: string; event: 'status' | 'end'; data: Job }
  | { id: string; event: 'log' | 'other'; name: string; data: unknown };

/** How to follow a job. */
export interface EventOptions {
  signal?: AbortSignal | undefined;
  /** The `id` of the last event that you have seen. */
  lastEventId?: string;
}

/** The API says every 15 seconds that it is still there. */
const SILENT_MS = 45_000;

/**
 * The events of a job from now, or from `lastEventId`, to its `end`. A connection that breaks, or falls silent, is made
 * anew where it stood; rejects when that fails too often in a row.
 */
export async function* jobEvents(
  transport: Transport,
  id: string,
  options: EventOptions = {},
): AsyncGenerator<JobEvent> {
  let { lastEventId = '' } = options;
  for (let failures = 0; ; ) {
    let known = lastEventId;
    try {
      for await (const event of connection(transport, id, { ...options, lastEventId })) {
        // Who does not know Last-Event-ID begins with the state that was told already.
        const isTold = known !== '' && event.id === known;
        known = '';
        if (isTold) continue;
        failures = 0;
        lastEventId = event.id || lastEventId;
        yield event;
        if (event.event === 'end') return;
      }
      throw new Unreachable(transport.origin, `the events of job ${id} broke off`);
    } catch (error) {
      failures += 1;
      await pauseBeforeNext(error, failures, options.signal);
      transport.tellRetry(error);
    }
  }
}

async function pauseBeforeNext(error: unknown, failures: number, signal: AbortSignal | undefined): Promise<void> {
  const pauseMs = pauseAfter(error, failures, RETRY_RULES);
  if (signal?.aborted || pauseMs === undefined || failures >= RETRY_RULES.attempts) throw error;
  await pause(pauseMs, signal);
}

async function* connection(
  transport: Transport,
  id: string,
  { signal, lastEventId }: EventOptions,
): AsyncGenerator<JobEvent> {
  const opened = await transport.open({
    method: 'GET',
    path: `/v1/jobs/${encodeURIComponent(id)}/events`,
    headers: { accept: 'text/event-stream', ...(lastEventId && { 'last-event-id': lastEventId }) },
    withinMs: SILENT_MS,
    signal,
  });
  try {
    const { response, deadline } = opened;
    if (!response.body) return;
    for await (const event of readEventStream(piecesOf(response.body), () => deadline.extend()))
      yield jobEventOf(event);
  } catch (error) {
    throw signal?.aborted ? signal.reason : brokenOff(error, opened, transport.origin);
  } finally {
    opened.deadline.release();
    opened.response.body?.cancel().catch(() => undefined);
  }
}

const brokenOff = (error: unknown, { deadline }: Opened, origin: string): EtlaasError =>
  deadline.isOver ? new Unreachable(origin, `silent for ${SILENT_MS / 1000} s`) : faultOf(error, origin);

/** Not every browser can iterate over a stream. */
async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
  } finally {
    reader.releaseLock();
  }
}

function jobEventOf({ id, event, data }: StreamEvent): JobEvent {
  const parsed: unknown = JSON.parse(data);
  if (event === 'status' || event === 'end') return { id, event, data: parsed as Job };
  return { id, event: event === 'log' ? 'log' : 'other', name: event, data: parsed };
}
