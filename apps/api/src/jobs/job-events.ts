import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
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
  ) {}

  /** Begins with the present state and ends after `end`. The id of an event is the revision of the record. */
  async send(id: string, ask: Ask, reply: FastifyReply): Promise<void> {
    await this.reader.find(id, ask.caller);
    const stream = Readable.from(this.eventsOf(id, ask.hungUp));
    // Proxies and callers give up on a silent connection.
    const timer = setInterval(() => stream.push(': still here\n\n'), COMMENT_EVERY_MS);
    stream.once('close', () => clearInterval(timer));
    reply
      .headers({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
      .send(stream);
  }

  private async *eventsOf(id: string, hungUp: AbortSignal): AsyncGenerator<string> {
    for await (const job of this.wait.changes(id, STREAM_MAX_MS, hungUp)) {
      const data = JSON.stringify(await this.views.view(job));
      yield `id: ${job.revision}\nevent: ${isFinal(job.status) ? 'end' : 'status'}\ndata: ${data}\n\n`;
    }
  }
}
