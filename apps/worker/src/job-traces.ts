import { currentContext, runInContext, type SpanOptions, type Traces, within } from '#libs/platform';
import { type AcceptedJob, messageAttributes, type SignedJob } from '#libs/queue';

/** The spans of jobs in this process. Each is under the sending of its job, so that a job is one trace. */
export class JobTraces {
  constructor(private readonly traces: Pick<Traces, 'begin'>) {}

  /** Does the work of one delivery in a span; what is done for it says for which job it is done. */
  async deliver<T extends { status: string; code?: string }>(job: SignedJob, work: () => Promise<T>): Promise<T> {
    const { id: jobId, correlationId, operation } = job;
    return within(this.traces.begin(`process ${operation}`, job, processingOf(job)), async (span) => {
      const processed = await runInContext({ correlationId, jobId, span }, work);
      span.set({ 'etlaas.outcome': processed.status });
      if (processed.code !== undefined) span.fail(processed.code);
      return processed;
    });
  }

  /** The time that a job has waited, from its acceptance by Redis' clock until now by ours. */
  waited(job: SignedJob): void {
    // Of an API that is older than this worker.
    if (job.createdAt === undefined) return;
    const attributes = { 'etlaas.job.id': job.id, 'etlaas.zone': job.target.zone };
    this.traces.begin('wait in queue', job, { startedAtMs: Date.parse(job.createdAt), attributes }).end();
  }

  /** In the trace of a job that was told the reading of this one: that it was, with a link to here. */
  shared(sharer: AcceptedJob): void {
    const here = currentContext()?.span?.context;
    const attributes = { 'etlaas.job.id': sharer.id, 'etlaas.zone': sharer.target.zone };
    this.traces.begin('share reading', sharer, { attributes, links: here ? [here] : [] }).end();
  }
}

const processingOf = (job: SignedJob): SpanOptions => ({
  kind: 'consumer',
  attributes: { ...messageAttributes(job, 'process'), 'etlaas.host': job.target.host },
});
