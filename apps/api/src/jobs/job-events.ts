import { PassThrough } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '#libs/auth';
import type { AppLogger } from '#libs/platform';
import { isFinal, type JobLog, type JobRecord, type JobWait, LOG_START } from '#libs/queue';
import type { Ask } from './ask.js';
import type { JobReader } from './job-reader.js';
import type { JobViews } from './job-views.js';
import type { JobVisibility } from './job-visibility.js';

const STREAM_MAX_MS = 3_600_000;
const COMMENT_EVERY_MS = 15_000;

/** What a watcher has been told: the revision of the record, and the log up to a position. */
interface Told {
  revision: number;
  position: string;
}

/** What the stream works with. */
export interface EventsParts {
  reader: Pick<JobReader, 'find'>;
  visibility: Pick<JobVisibility, 'visible'>;
  wait: Pick<JobWait, 'notices'>;
  log: Pick<JobLog, 'watch' | 'after'>;
  views: Pick<JobViews, 'view'>;
}

/** Sends the life of a job, and what its commands print, as server-sent events. */
export class JobEvents {
  constructor(
    private readonly parts: EventsParts,
    private readonly logger: AppLogger,
  ) {}

  /** Begins with the present state, or behind `Last-Event-ID`, and ends after `end`. Whoever was told the end gets 204. */
  async send(id: string, ask: Ask, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const job = await this.parts.reader.find(id, ask.caller);
    const told = toldOf(request.headers['last-event-id']);
    if (isFinal(job) && told.revision >= job.revision) {
      await reply.status(204).send();
      return;
    }
    const stream = new PassThrough();
    // Proxies and callers give up on a silent connection.
    const timer = setInterval(() => stream.write(': still here\n\n'), COMMENT_EVERY_MS);
    reply
      .headers({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
      .send(stream);
    try {
      for await (const text of this.eventsOf(job, told, ask)) stream.write(text);
    } catch (err) {
      // The stream has begun: all that can be done is to end it, and the caller asks again.
      this.logger.warn({ err, correlationId: ask.correlationId }, 'event stream broken off');
    } finally {
      clearInterval(timer);
      stream.end();
    }
  }

  /** A stream lasts longer than a right may: whoever may not see the job any more is told nothing more. */
  private async *eventsOf({ id, target }: JobRecord, told: Told, { caller, hungUp }: Ask): AsyncGenerator<string> {
    await this.parts.log.watch(target.zone, id);
    // Nor does it outlive the token or session that it was asked for with.
    const lastsMs = Math.min(STREAM_MAX_MS, caller.expiresAtMs - Date.now());
    for await (const job of this.parts.wait.notices(id, lastsMs, hungUp())) {
      if ((await this.parts.visibility.visible([job], caller)).length === 0) return;
      if (job.revision > told.revision && !isFinal(job)) yield* this.stateOf(job, told, caller);
      // The worker wrote the last line before it said that the job ended.
      yield* this.linesOf(job, told);
      if (isFinal(job)) yield* this.stateOf(job, told, caller);
    }
  }

  private async *stateOf(job: JobRecord, told: Told, caller: Caller): AsyncGenerator<string> {
    told.revision = job.revision;
    yield eventOf(isFinal(job) ? 'end' : 'status', await this.parts.views.view(job, caller), told);
  }

  private async *linesOf({ id, target }: JobRecord, told: Told): AsyncGenerator<string> {
    for (;;) {
      const entries = await this.parts.log.after(target.zone, id, told.position);
      if (entries.length === 0) return;
      for (const { position, text } of entries) {
        told.position = position;
        yield eventOf('log', { text }, told);
      }
    }
  }
}

const eventOf = (event: string, data: object, { revision, position }: Told): string =>
  `id: ${revision}-${position}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Where a watcher that comes back stopped; from the beginning where it does not say, or not in our words. */
function toldOf(lastEventId: string | string[] | undefined): Told {
  const [, revision = '0', position = LOG_START] = /^(\d{1,15})-(\d{1,15}-\d{1,15})$/.exec(String(lastEventId)) ?? [];
  return { revision: Number(revision), position };
}
