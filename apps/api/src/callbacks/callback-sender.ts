import { type AuditLog, jobFacts } from '#libs/audit';
import { type PostAnswer, type Span, type Traces, VERSION, within } from '#libs/platform';
import type { Callback, CallbackStore, CallbackTry, DueCallback, JobRecord, JobStore, Verdict } from '#libs/queue';
import type { JobViews } from '../jobs/job-views.js';
import type { CallbackMetrics } from './callback-metrics.js';
import { faultInWords } from './fault-words.js';
import { type Letter, post } from './post.js';
import type { Receivers } from './receivers.js';
import { signedHeaders } from './signature.js';
import { verdictOn } from './verdict.js';

/** The longest that one try takes, from the look-up of the name to the status. */
export const TRY_WITHIN_MS = 15_000;

/** What sending works with. */
export interface SenderParts {
  store: Pick<JobStore, 'findMany'>;
  callbacks: CallbackStore;
  receivers: Receivers;
  views: Pick<JobViews, 'view'>;
  audit: AuditLog;
  metrics: Pick<CallbackMetrics, 'count'>;
  traces: Pick<Traces, 'begin'>;
}

type Tried = CallbackTry & Pick<PostAnswer, 'retryAfter'>;

/** Tells a receiver of the end of a job: one try, signed anew, and what came of it into the log. */
export class CallbackSender {
  constructor(private readonly parts: SenderParts) {}

  /** Rejects where Redis does not take what came of it: then the callback is due again when its lease ends. */
  async send(due: DueCallback): Promise<void> {
    const { store, callbacks, receivers } = this.parts;
    const [job] = await store.findMany([due]);
    if (!job) return this.giveUp(due);
    const { callback } = job;
    // A record that somebody else has written: there is nothing to tell, or nobody to tell it to.
    const isDue = callback?.receiver === due.receiver && receivers.mayReceive(callback);
    if (!job.finishedAt || !callback || !isDue) return callbacks.drop(due);
    const { failures } = await callbacks.logOf(due.id);
    const { retryAfter, ...made } = await within(this.spanOf(job, callback), (span) => this.try(job, callback, span));
    const verdict = verdictOn({ ...made, retryAfter }, failures);
    await this.record(job, made, verdict);
    await callbacks.tried(due, made, verdict);
  }

  /** Nobody knows any more what was to be told: the log says so, else it would say `pending` for ever. */
  private async giveUp(due: DueCallback): Promise<void> {
    this.parts.metrics.count('given-up');
    const made = { at: new Date().toISOString(), fault: 'the record of the job is kept no longer' };
    await this.parts.callbacks.tried(due, made, { state: 'given-up' });
  }

  private spanOf(job: JobRecord, { receiver }: Callback): Span {
    const attributes = { 'http.request.method': 'POST', 'server.address': receiver, 'etlaas.job.id': job.id };
    return this.parts.traces.begin('POST callback', job, { kind: 'client', attributes });
  }

  private async try(job: JobRecord, { url, receiver }: Callback, span: Span): Promise<Tried> {
    const body = await this.bodyOf(job);
    const timestampS = Math.floor(Date.now() / 1000);
    const at = new Date(timestampS * 1000).toISOString();
    const signed = signedHeaders({ id: `msg_${job.id}`, timestampS, body }, this.parts.receivers.keysOf(receiver));
    const letter: Letter = { url, headers: { ...CONTENT, ...span.context, ...signed }, body };
    try {
      const answer = await post(letter, { timeoutMs: TRY_WITHIN_MS });
      span.set({ 'http.response.status_code': answer.status });
      if (answer.status >= 400) span.fail(String(answer.status));
      return { at, ...answer };
    } catch (error) {
      span.fail('no answer');
      return { at, fault: faultInWords(error) };
    }
  }

  /** The same at each try, byte for byte: an ended job changes no more. */
  private async bodyOf(job: JobRecord): Promise<string> {
    return JSON.stringify({ type: 'job.ended', timestamp: job.finishedAt, data: await this.parts.views.view(job) });
  }

  /** The end of a callback is audited before it is final. It has happened: a full disk does not hide it, nor make it happen again. */
  private async record(job: JobRecord, { status, fault }: CallbackTry, { state }: Verdict): Promise<void> {
    const { audit, metrics } = this.parts;
    metrics.count(state === 'pending' ? 'failed' : state);
    if (state === 'pending') return;
    const answered = status === undefined ? fault : `status ${status}`;
    const record = {
      event: `callback.${state}`,
      ...jobFacts(job),
      outcome: state,
      response_message: `the end of the job was ${state === 'delivered' ? 'told' : 'not told'}: ${answered}`,
      details: { receiver: job.callback?.receiver, ...(status !== undefined && { status }) },
    } as const;
    await audit.writeOrNote(record);
  }
}

const CONTENT = { 'content-type': 'application/json', 'user-agent': `etlaas/${VERSION}` };
