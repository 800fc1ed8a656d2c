import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { Caller, IncomingRequest } from '#libs/auth';
import { AppError } from '#libs/platform';
import { Cookies } from './cookies.js';
import { assertOwnPage } from './own-pages.js';
import type { Sealer } from './sealer.js';
import type { Session, SessionStore } from './session-store.js';

const SESSION = 'etlaas';
/** So axios names them, with which the queue board asks: it sends back in the header what it reads in the cookie. */
const MARK_COOKIE = 'XSRF-TOKEN';
const MARK_HEADER = 'x-xsrf-token';

/** Lax: people come by links, as from an alert. What changes something is guarded by more than that. */
const OF_SESSION = { sameSite: 'Lax' } as const;
const OF_MARK = { sameSite: 'Strict', isForScripts: true } as const;

/** The pages that a session is for; everything else wants a token. */
const SERVED = /^\/(?:queues|ops|session|sign-out)(?:[/?]|$)/;

/** Sessions as requests bring them: who asks, whether a page of ours does, and the cookies of it. */
export class BrowserSessions {
  readonly cookies: Cookies;

  constructor(
    private readonly store: SessionStore,
    private readonly sealer: Sealer,
    readonly origin: string,
  ) {
    this.cookies = new Cookies(origin);
  }

  /**
   * Who has signed in, where the page is one that sessions are for; undefined where nobody has. Rejects with
   * `PERMISSION_DENIED` where another page asks in their stead, and then says in `request.caller` in whose.
   */
  readonly callerOf = async (request: IncomingRequest): Promise<Caller | undefined> => {
    if (!SERVED.test(request.url ?? '')) return undefined;
    const session = await this.find(request);
    if (!session) return undefined;
    request.caller = session.caller;
    assertOwnPage(request, this.origin, () => this.isMarked(request));
    return session.caller;
  };

  /** The session of a request, whoever sends it. */
  async find(request: Pick<IncomingRequest, 'headers'>): Promise<Session | undefined> {
    const id = this.idOf(request);
    return id === undefined ? undefined : this.store.find(id);
  }

  /**
   * Rejects with `UNAUTHENTICATED` where the session with which a long answer began is there no more; tokens have their own end.
   * Where nobody can tell the answer goes on until its end: while Redis is away is when people look.
   */
  async assertStillIn({ headers }: Pick<IncomingRequest, 'headers'>): Promise<void> {
    if (headers.authorization !== undefined) return;
    const id = this.idOf({ headers });
    const isThere = id !== undefined && (await this.store.has(id).catch(() => true));
    if (!isThere) throw new AppError('UNAUTHENTICATED', 'The session is over. Sign in again.');
  }

  /** Calls `over` once the session is there no more with which a long answer began; never where that began with a token. Answers how to stop that. */
  onEnd({ headers }: Pick<IncomingRequest, 'headers'>, over: () => void): () => void {
    const id = headers.authorization === undefined ? this.idOf({ headers }) : undefined;
    return id === undefined ? () => undefined : this.store.onEnd(id, over);
  }

  /** Opens one in place of the one that the browser had. */
  async open(request: IncomingRequest, reply: FastifyReply, caller: Caller): Promise<Session> {
    await this.end(request, reply);
    const { id, session } = await this.store.open(caller);
    this.cookies.set(reply, SESSION, id, OF_SESSION);
    this.cookies.set(reply, MARK_COOKIE, this.sealer.mark(id), OF_MARK);
    return session;
  }

  async end(request: Pick<IncomingRequest, 'headers'>, reply: FastifyReply): Promise<void> {
    const id = this.idOf(request);
    if (id === undefined) return;
    await this.store.end(id);
    this.cookies.clear(reply, SESSION, OF_SESSION);
    this.cookies.clear(reply, MARK_COOKIE, OF_MARK);
  }

  /** What a page of ours must send with a change; undefined without a session. */
  markOf(request: Pick<IncomingRequest, 'headers'>): string | undefined {
    const id = this.idOf(request);
    return id === undefined ? undefined : this.sealer.mark(id);
  }

  /** In a header, or in the form. */
  private isMarked(request: IncomingRequest & { body?: unknown }): boolean {
    const sent = request.headers[MARK_HEADER] ?? (request.body as { mark?: unknown } | undefined)?.mark;
    return typeof sent === 'string' && isSame(sent, this.markOf(request) ?? '');
  }

  private idOf({ headers }: Pick<IncomingRequest, 'headers'>): string | undefined {
    return this.cookies.read(headers.cookie, SESSION);
  }
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
