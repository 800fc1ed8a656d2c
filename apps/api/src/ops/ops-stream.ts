import { PassThrough } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { AppError, type AppLogger } from '#libs/platform';
import type { ApiRequest } from '../http/api-request.js';
import type { OpsSnapshot } from './snapshot.js';
import { PERIOD_MS } from './snapshots.js';

/** A viewer signs in again now and then: what it came with may have ended. */
const STREAM_MAX_MS = 15 * 60_000;
/** No team is larger, and each costs a connection. */
const MAX_VIEWERS = 200;
/** What a viewer that does not read is owed at most before it is told nothing more. */
const MAX_OWED_BYTES = 4 * 1_048_576;

/** What a viewer came with. */
export type Watching = Pick<ApiRequest, 'caller' | 'headers'>;

interface Viewer {
  stream: PassThrough;
  request: Watching;
  /** Ends it with the token or session that it was opened with, whatever is told meanwhile. */
  timer: NodeJS.Timeout;
  /** The text of the last snapshot that it was sent. */
  told?: string;
}

/** What the stream works with. */
export interface StreamParts {
  snapshots: { current(login: string): Promise<OpsSnapshot> };
  /** Rejects once a viewer may look no more, or has signed out. */
  assertStillMay: (request: Watching) => Promise<void>;
  logger: Pick<AppLogger, 'warn'>;
}

/** Sends snapshots to all who watch: one is made for all of them, and none while nobody watches. */
export class OpsStream {
  private readonly viewers = new Set<Viewer>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly parts: StreamParts,
    private readonly periodMs = PERIOD_MS,
  ) {}

  /** Sends the present state, and each that differs from it, until the viewer goes or its time is over. */
  async watch(request: Watching, reply: FastifyReply): Promise<void> {
    if (this.viewers.size >= MAX_VIEWERS)
      throw new AppError('RATE_LIMITED', 'Too many watch already. Try again later.');
    const lastsMs = Math.min(STREAM_MAX_MS, request.caller.expiresAtMs - Date.now());
    const timer = setTimeout(() => this.leave(viewer), lastsMs);
    const viewer: Viewer = { stream: new PassThrough(), request, timer };
    this.viewers.add(viewer);
    reply.raw.once('close', () => this.leave(viewer));
    this.timer ??= setInterval(() => void this.tellAll(), this.periodMs);
    reply
      .headers({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
      .send(viewer.stream);
    await this.tell(viewer);
  }

  /** Ends all streams: a server that closes waits for its answers. */
  close(): void {
    for (const viewer of this.viewers) this.leave(viewer);
  }

  private leave(viewer: Viewer): void {
    clearTimeout(viewer.timer);
    viewer.stream.end();
    this.viewers.delete(viewer);
    if (this.viewers.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async tellAll(): Promise<void> {
    await Promise.all([...this.viewers].map((viewer) => this.tell(viewer)));
  }

  private async tell(viewer: Viewer): Promise<void> {
    const { request, stream } = viewer;
    try {
      if (stream.writableLength > MAX_OWED_BYTES) return this.leave(viewer);
      await this.parts.assertStillMay(request);
      const snapshot = await this.parts.snapshots.current(request.caller.login);
      if (this.viewers.has(viewer)) stream.write(eventFor(viewer, snapshot));
    } catch (err) {
      if (!(err instanceof AppError)) this.parts.logger.warn({ err }, 'operations stream broken off');
      this.leave(viewer);
    }
  }
}

/** The whole snapshot, or only its time where nothing else is new: ages are counted where they are shown. */
function eventFor(viewer: Viewer, { at, ...seen }: OpsSnapshot): string {
  const text = JSON.stringify(seen);
  const isNew = viewer.told !== text;
  viewer.told = text;
  return `event: ${isNew ? 'snapshot' : 'still'}\ndata: ${JSON.stringify(isNew ? { at, ...seen } : { at })}\n\n`;
}
