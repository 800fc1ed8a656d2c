import type { FastifyReply, FastifyRequest } from 'fastify';
import { isReading } from '#libs/auth';
import { escapeHtml, type Problem } from '#libs/platform';
import type { ApiRequest } from '../http/api-request.js';
import type { BrowserSessions } from './browser-sessions.js';
import { sendPage } from './page.js';

/** Where people go with a browser. Everywhere else only programs ask. */
const FOR_PEOPLE = /^\/(?:queues|ops|session|sign-in|sign-out)(?:[/?]|$)/;
const SIGNING_IN = /^\/sign-in(?:[/?]|$)/;

/** Whether a browser asks for a page to be shown; what a page then fetches by itself is no such request. */
export function isForPerson({ url, headers }: FastifyRequest): boolean {
  const mode = headers['sec-fetch-mode'] ?? 'navigate';
  return FOR_PEOPLE.test(url) && mode === 'navigate' && (headers.accept ?? '').includes('text/html');
}

/** What people are shown in place of a problem object. */
export class PersonPages {
  /** Without `sessions` nobody can sign in here. */
  constructor(private readonly sessions?: Pick<BrowserSessions, 'origin' | 'markOf'>) {}

  /** Sends whoever has not signed in to where they can; shows everybody else what is wrong. False where no person asks. */
  readonly answer = (problem: Problem, request: ApiRequest, reply: FastifyReply): boolean => {
    if (!isForPerson(request)) return false;
    if (this.canSignIn(problem, request)) void reply.redirect(this.signInFor(request.url), 302);
    else void sendPage(reply, problem.status, { title: problem.title, body: this.bodyOf(problem, request) });
    return true;
  };

  /** Only what was asked for by an address can be asked for again. What brought a token has said who it is. */
  private canSignIn({ status }: Problem, { method, url, headers }: ApiRequest): boolean {
    const isNew = isReading(method) && headers.authorization === undefined && !SIGNING_IN.test(url);
    return this.sessions !== undefined && status === 401 && isNew;
  }

  private signInFor(url: string): string {
    return `${this.sessions?.origin}/sign-in?returnTo=${encodeURIComponent(url)}`;
  }

  private bodyOf({ status, detail, correlationId = '' }: Problem, request: ApiRequest): string {
    const id = `<p class="soft">Correlation id ${escapeHtml(correlationId)}</p>`;
    if (status === 401 && !this.sessions) return `<p>${escapeHtml(NO_SIGN_IN)}</p>${id}`;
    const who = request.caller ? signedInAs(request.caller.login, this.sessions?.markOf(request)) : '';
    const again = SIGNING_IN.test(request.url) ? '<p><a href="/sign-in">Sign in again</a></p>' : '';
    return `<p>${escapeHtml(detail)}</p>${again}${who}${id}`;
  }
}

const NO_SIGN_IN =
  'Nobody can sign in with a browser here: it is not set up (BROWSER_CLIENT_ID). Send an access token in the header Authorization: Bearer <token>.';

/** Who is signed in, and the button that ends it. */
export const signedInAs = (login: string, mark: string | undefined): string =>
  mark === undefined
    ? ''
    : `<form method="post" action="/sign-out"><p>You are signed in as <b>${escapeHtml(login)}</b>.</p>
<input type="hidden" name="mark" value="${escapeHtml(mark)}"><button>Sign out</button></form>`;
