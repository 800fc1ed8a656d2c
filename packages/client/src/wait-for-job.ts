import { StillRunning } from './errors.js';
import { backOffMs, isPassing, pause, RETRY_RULES, retryAfterOf } from './retry.js';
import type { Job } from './routes.js';
import type { Answer, Transport } from './transport.js';

/** How to wait. */
export interface WaitOptions {
  signal?: AbortSignal | undefined;
  /** Called with the job whenever it is read and something about it is new. */
  onProgress?: ((job: Job) => void) | undefined;
  /** After this time `StillRunning` is thrown; without it, one waits until the job ends, and every job does. */
  timeoutMs?: number | undefined;
  /** How long one request waits at the API, in seconds. The shorter, the sooner progress is told. */
  stepS?: number | undefined;
}

const STEP_S = 30;
/** What a request takes longer than the wait that it asked for. */
const SLACK_MS = 15_000;
/** Whoever waits wants to know soon that the API is back, and is told by it where it should not. */
const POLL_RULES = { ...RETRY_RULES, longestPauseMs: 5_000 };
/** Without a `timeoutMs`, the API may be away for so many tries in a row: about ten minutes. */
const PATIENCE = 150;

/** Whether the job has ended. A status alone does not say so: an `unknown` outcome may still be verified. */
export const hasEnded = (job: Pick<Job, 'finishedAt'>): boolean => job.finishedAt !== undefined;

/**
 * Resolves with the job once it has ended, however it ended. A poll costs little: it waits at the API, and what has not
 * changed is not sent again. Goes on while the API is away for a moment.
 */
export async function waitForJob(transport: Transport, id: string, options: WaitOptions = {}): Promise<Job> {
  const poll = new Poll(transport, id, options);
  for (let failures = 0; ; ) {
    try {
      const job = await poll.ask();
      if (job && hasEnded(job)) return job;
      failures = 0;
      await poll.rest();
    } catch (error) {
      failures += 1;
      await poll.recover(error, failures);
    }
  }
}

/** Asks about one job again and again. */
class Poll {
  readonly #until: number;
  #etag: string | undefined;
  /** Before this the API does not want to be asked again. */
  #notBefore = 0;

  constructor(
    private readonly transport: Transport,
    private readonly id: string,
    private readonly options: WaitOptions,
  ) {
    this.#until = performance.now() + (options.timeoutMs ?? Number.POSITIVE_INFINITY);
  }

  /** The job, where something about it is new. */
  async ask(): Promise<Job | undefined> {
    const askedAt = performance.now();
    const stepS = Math.ceil(Math.min((this.options.stepS ?? STEP_S) * 1000, Math.max(this.#until - askedAt, 0)) / 1000);
    const answer = await this.transport.askOnce({
      method: 'GET',
      path: `/v1/jobs/${encodeURIComponent(this.id)}`,
      headers: { prefer: `wait=${stepS}`, ...(this.#etag && { 'if-none-match': this.#etag }) },
      withinMs: stepS * 1000 + SLACK_MS,
      signal: this.options.signal,
    });
    this.#notBefore = askedAt + (retryAfterOf(answer.headers) ?? 1) * 1000;
    return this.#news(answer);
  }

  /** A wait at the API is the pause; where it was not granted, one is made. */
  async rest(): Promise<void> {
    await this.#pause(this.#notBefore - performance.now());
  }

  /** Pauses after a failure that may pass, rejects with any other. */
  async recover(error: unknown, failures: number): Promise<void> {
    const { signal, timeoutMs } = this.options;
    if (signal?.aborted || !isPassing(error)) throw error;
    if (timeoutMs === undefined && failures >= PATIENCE) throw error;
    this.transport.tellRetry(error);
    await this.#pause(backOffMs(error, failures, POLL_RULES));
  }

  #news({ status, headers, body }: Answer): Job | undefined {
    if (status === 304) return undefined;
    this.#etag = headers.get('etag') ?? undefined;
    const job = body as Job;
    this.options.onProgress?.(job);
    return job;
  }

  async #pause(ms: number): Promise<void> {
    const leftMs = this.#until - performance.now();
    await pause(Math.max(0, Math.min(ms, leftMs)), this.options.signal);
    if (leftMs <= ms || leftMs <= 0) throw new StillRunning(this.id);
  }
}
