import type { FastifyReply } from 'fastify';
import { type AuditEvent, type AuditLog, subjectOf } from '#libs/audit';
import type { Authenticator, Caller } from '#libs/auth';
import { AppError } from '#libs/platform';
import { type ApiRequest, correlationIdOf } from '../http/api-request.js';
import type { FailedLogins } from '../http/limits/failed-logins.js';
import type { BrowserSessions } from './browser-sessions.js';
import type { CodeFlow } from './code-flow.js';
import { returnTo } from './return-to.js';
import type { SignInAttempts } from './sign-in-attempts.js';

/** What the desk works with. */
export interface SignInParts {
  sessions: BrowserSessions;
  attempts: SignInAttempts;
  flow: CodeFlow;
  authenticator: Authenticator;
  failedLogins: FailedLogins;
  audit: AuditLog;
}

type SessionEvent = Extract<AuditEvent, { event: `session.${string}` }>['event'];

const ELSEWHERE = 'This sign-in took too long, is over already, or was begun in another browser. Begin again.';
const ANOTHER_PERSON = 'The provider named two different persons in one sign-in.';

/** Signs people in and out, and records it. */
export class SignInDesk {
  constructor(private readonly parts: SignInParts) {}

  /** The address of the provider to go to. */
  async begin(asked: unknown, reply: FastifyReply): Promise<string> {
    const { flow, sessions, attempts } = this.parts;
    const { address, attempt } = await flow.begin(returnTo(asked, sessions.origin));
    attempts.begin(reply, attempt);
    return address;
  }

  /** Opens a session for whom the provider vouches; answers the page to go to. What is no sign-in counts as a failed login. */
  async finish(request: ApiRequest, reply: FastifyReply): Promise<string> {
    request.triedToSignIn = true;
    try {
      const { caller, page } = await this.identify(request, reply);
      request.caller = caller;
      const session = await this.parts.sessions.open(request, reply, caller);
      const ends_at = new Date(session.caller.expiresAtMs).toISOString();
      await this.record('session.opened', request, { session: session.name, ends_at });
      return page;
    } catch (error) {
      this.noteRefusal(error, request);
      throw error;
    }
  }

  /** Ends the session of a page of ours; without one there is nothing to end. */
  async signOut(request: ApiRequest, reply: FastifyReply): Promise<void> {
    const { sessions } = this.parts;
    if (!(await sessions.callerOf(request))) return;
    const session = await sessions.find(request);
    await sessions.end(request, reply);
    await this.record('session.closed', request, { session: session?.name });
  }

  private async identify(request: ApiRequest, reply: FastifyReply): Promise<{ caller: Caller; page: string }> {
    const { flow, authenticator, failedLogins, sessions, attempts } = this.parts;
    const isTooMuch = failedLogins.isOverFailedLogins(request.ip);
    const attempt = isTooMuch ? undefined : await attempts.take(request, reply);
    if (!attempt) throw new AppError('UNAUTHENTICATED', ELSEWHERE);
    const { accessToken, subject } = await flow.finish(queryOf(request.url), attempt);
    const caller = await authenticator.callerBy(accessToken, request);
    if (caller.subject !== subject) throw new AppError('UNAUTHENTICATED', ANOTHER_PERSON);
    return { caller, page: returnTo(attempt.returnTo, sessions.origin) };
  }

  /** Also while records cannot be kept: who runs this must be able to see why. */
  private record(event: SessionEvent, request: ApiRequest, facts: Record<string, unknown>): Promise<void> {
    return this.parts.audit.writeOrNote(recordOf(event, request, facts));
  }

  /** Anybody can be refused as often as they like: nobody waits for the disk, and over the limit the answer alone is recorded. */
  private noteRefusal(error: unknown, request: ApiRequest): void {
    const { failedLogins, audit } = this.parts;
    if (failedLogins.isOverFailedLogins(request.ip)) return;
    const code = error instanceof AppError ? error.code : 'INTERNAL';
    audit.note(recordOf('session.refused', request, { code }));
  }
}

function recordOf(event: SessionEvent, request: ApiRequest, details: Record<string, unknown>) {
  const { caller, ip } = request;
  return {
    event,
    correlation_id: correlationIdOf(request),
    response_message: SAID[event],
    ...(caller && { subject: subjectOf(caller) }),
    source_ip: ip,
    details,
  };
}

const SAID: Record<SessionEvent, string> = {
  'session.opened': 'signed in with a browser',
  'session.closed': 'signed out',
  'session.refused': 'a sign-in with a browser was refused',
};

const queryOf = (url: string): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '');
