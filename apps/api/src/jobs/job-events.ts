import { PassThrough } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { AppLogger } from '#libs/platform';
import { isFinal, type JobWait } from '#libs/queue';
import type { Ask } from './ask.js';
import type { JobReader } from './job-reader.js';
import type { JobViews } from './job-views.js';

const STREAM_MAX_MS = 3_600_000;
const COMMENT_EVERY_MS = 15_000;

/** Sends the life of a job as server-sent events. */
export class JobEvents {
  constructor(
    private readonly reader: JobReader,
    private readonly wait: JobWait,
    private readonly views: JobViews,
    private readonly logger: AppLogger,
  ) {}

  /** Begins with the present state and ends after `end`. The id of an event is the revision of the record. */
  async send(id: string, ask: Ask, reply: FastifyReply): Promise<void> {
    await this.reader.find(id, ask.caller);
    const stream = new PassThrough();
    // Proxies and callers give up on a silent connection.
    const timer = setInterval(() => stream.write(': still here\n\n'), COMMENT_EVERY_MS);
    reply
      .headers({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
      .send(stream);
    try {
      for await (const text of this.eventsOf(id, ask.hungUp())) stream.write(text);
    } catch (err) {
      // The stream has begun: all that can be done is to end it, and the caller asks again.
      this.logger.warn({ err, correlationId: ask.correlationId }, 'event stream broken off');
    } finally {
      clearInterval(timer);
      stream.end();
    }
  }

  private async *eventsOf(id: string, hungUp: AbortSignal): AsyncGenerator<string> {
    for await (const job of this.wait.changes(id, STREAM_MAX_MS, hungUp)) {
      const data = JSON.stringify(await this.views.view(job));
      yield `id: ${job.revision}\nevent: ${isFinal(job) ? 'end' : 'status'}\ndata: ${data}\n\n`;
    }
  }
}
