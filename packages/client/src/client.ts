import { JobNotSucceeded } from './errors.js';
import { type EventOptions, type JobEvent, jobEvents } from './job-events.js';
import { pathOf } from './path-of.js';
import type {
  AnswerOf,
  Job,
  JobOf,
  Method,
  PathOf,
  Plan,
  RequestOf,
  ResultOf,
  SubmitPath,
  SubmitRequestOf,
} from './routes.js';
import { type Answer, type ClientOptions, Transport } from './transport.js';
import { hasEnded, type WaitOptions, waitForJob } from './wait-for-job.js';

/** How to send a request. */
export interface SendOptions {
  signal?: AbortSignal | undefined;
  /** Added to ours; they win. */
  headers?: Record<string, string>;
}

/** How to submit. */
export interface SubmitOptions extends SendOptions {
  /** Of an earlier call whose answer was lost: it is answered with that job. Without one, every call is a job of its own. */
  idempotencyKey?: string | undefined;
  /** How long the API may wait for the end of the job before it answers, in seconds. */
  waitS?: number | undefined;
}

/** An accepted job. */
export interface Submission<J> {
  job: J;
  /** An earlier request with the same key had made it. */
  isReplay: boolean;
  idempotencyKey: string;
}

const ANSWER_WITHIN_MS = 30_000;
const KEY = /^[\x21\x23-\x7e]{1,128}$/;

/**
 * The API, by its OpenAPI document: what is sent and what comes back is typed by method and path.
 *
 * Failures that may pass (nobody answers, 429, 503) are tried again as the API says by `Retry-After`, changes with the same
 * idempotency key: however often a request is sent, it has its effect once. Every failure is an `EtlaasError`.
 */
export class EtlaasClient {
  readonly #transport: Transport;

  constructor(options: ClientOptions) {
    this.#transport = new Transport(options);
  }

  /** Any route. Rejects with `Refused`, which carries the problem object, or `Unreachable`. */
  async request<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    request: RequestOf<M, P> & SendOptions,
  ): Promise<AnswerOf<M, P>> {
    const { signal, headers } = request;
    const { body } = await this.#ask(method, path, request, { headers: { ...keyOf(method), ...headers }, signal });
    return body as AnswerOf<M, P>;
  }

  /** What a submit would do: all of its checks are made, and nothing is queued. */
  async plan<M extends Method, P extends SubmitPath<M>>(
    method: M,
    path: P,
    request: SubmitRequestOf<M, P> & SendOptions,
  ): Promise<Plan> {
    const { query, signal, headers = {} } = request as SendOptions & { query?: object };
    const look = { ...request, query: { ...query, validateOnly: true } };
    return (await this.#ask(method, path, look, { headers: { ...keyOf(method), ...headers }, signal })).body as Plan;
  }

  /** Asks for an operation; resolves as soon as its job is accepted. */
  async submit<M extends Method, P extends SubmitPath<M>>(
    method: M,
    path: P,
    request: SubmitRequestOf<M, P> & SubmitOptions,
  ): Promise<Submission<JobOf<M, P>>> {
    refuseLook(request);
    const { waitS = 0, idempotencyKey = crypto.randomUUID(), signal } = request;
    if (!KEY.test(idempotencyKey))
      throw new TypeError('idempotencyKey must be 1 to 128 printable characters, no " or space');
    const headers = {
      'idempotency-key': `"${idempotencyKey}"`,
      ...(waitS > 0 && { prefer: `wait=${waitS}` }),
      ...request.headers,
    };
    const answer = await this.#ask(method, path, request, {
      headers,
      withinMs: ANSWER_WITHIN_MS + waitS * 1000,
      signal,
    });
    const isReplay = answer.headers.get('idempotency-replayed') === 'true';
    return { job: answer.body as JobOf<M, P>, isReplay, idempotencyKey };
  }

  /** Submits and waits for the end; resolves with the ended job, however it ended. */
  async submitAndWait<M extends Method, P extends SubmitPath<M>>(
    method: M,
    path: P,
    request: SubmitRequestOf<M, P> & SubmitOptions & WaitOptions,
  ): Promise<JobOf<M, P>> {
    const { job } = await this.submit(method, path, request);
    const accepted = job as Job;
    request.onProgress?.(accepted);
    return (hasEnded(accepted) ? accepted : await this.waitForJob(accepted.id, request)) as JobOf<M, P>;
  }

  /** Submits and waits for the result. Rejects with `JobNotSucceeded`, which carries the job, where there is none. */
  async run<M extends Method, P extends SubmitPath<M>>(
    method: M,
    path: P,
    request: SubmitRequestOf<M, P> & SubmitOptions & WaitOptions,
  ): Promise<ResultOf<M, P>> {
    const job = (await this.submitAndWait(method, path, { waitS: request.stepS ?? 30, ...request })) as Job;
    if (job.status !== 'succeeded') throw new JobNotSucceeded(job);
    return job.result as ResultOf<M, P>;
  }

  /** Resolves with the job once it has ended, however it ended; rejects with `StillRunning` after `timeoutMs`. */
  waitForJob(id: string, options?: WaitOptions): Promise<Job> {
    return waitForJob(this.#transport, id, options);
  }

  /** The events of a job, to its `end`; resumed where a connection breaks. */
  events(id: string, options?: EventOptions): AsyncGenerator<JobEvent> {
    return jobEvents(this.#transport, id, options);
  }

  #ask(
    method: Method,
    path: string,
    request: object,
    how: { headers: Record<string, string>; withinMs?: number; signal: AbortSignal | undefined },
  ): Promise<Answer> {
    const { body } = request as { body?: unknown };
    return this.#transport.ask({ method, path: pathOf(path, request), ...(body !== undefined && { body }), ...how });
  }
}

/** What only looks is answered with no job: whoever waits for one would wait for nothing. */
function refuseLook(request: object): void {
  const { validateOnly = false } = (request as { query?: { validateOnly?: unknown } }).query ?? {};
  if (String(validateOnly) !== 'false') throw new TypeError('validateOnly makes no job: ask plan() instead');
}

/** No change is sent without a key. */
const keyOf = (method: Method): Record<string, string> =>
  method === 'GET' ? {} : { 'idempotency-key': `"${crypto.randomUUID()}"` };
