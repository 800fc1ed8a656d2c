import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '#libs/auth';
import { type CallerGrants, isOps, isOpsAdmin } from '#libs/permission';
import { AppError } from '#libs/platform';
import type { ApiRequest } from '../http/api-request.js';
import type { ProblemAnswers } from '../http/problems/problem-answers.js';
import { sendPage } from './page.js';
import { isForPerson, signedInAs } from './person-pages.js';
import { SignInDesk, type SignInParts } from './sign-in-desk.js';

/** What the routes need beside the desk. */
export interface SignInRoutes extends SignInParts {
  grants: CallerGrants;
  problems: ProblemAnswers;
}

const HOME = '/session';

/** Serves the sign-in of people, and the page about their session. */
export async function serveSignIn(fastify: FastifyInstance, parts: SignInRoutes): Promise<void> {
  const desk = new SignInDesk(parts);
  await fastify.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => parts.problems.answer(error, request, reply));
    scope.get<{ Querystring: { returnTo?: unknown } }>('/sign-in', { exposeHeadRoute: false }, async (request, reply) =>
      reply.redirect(await desk.begin(request.query.returnTo, reply), 302),
    );
    scope.get('/sign-in/callback', { exposeHeadRoute: false }, async (request, reply) =>
      reply.redirect(await desk.finish(request as ApiRequest, reply), 303),
    );
    scope.post('/sign-out', async (request, reply) => {
      await desk.signOut(request as ApiRequest, reply);
      return reply.redirect(HOME, 303);
    });
    scope.get(HOME, (request, reply) => tellSession(fastify, parts, request, reply));
  });
}

/** Who is signed in: to people a page with ways on and out, to programs JSON. */
async function tellSession(
  fastify: FastifyInstance,
  parts: SignInRoutes,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const isPerson = isForPerson(request);
  const caller = await parts.authenticator.callerOf(request, reply).catch((error: unknown) => {
    if (isPerson && error instanceof AppError && error.code === 'UNAUTHENTICATED') return undefined;
    throw error;
  });
  if (!caller)
    return sendPage(reply, 200, { title: 'You are signed out', body: '<p><a href="/sign-in">Sign in</a></p>' });
  const view = await viewOf(caller, parts.grants);
  if (!isPerson) return reply.send(view);
  const links = ['/ops', '/queues'].filter((url) => view.ops && fastify.hasRoute({ method: 'GET', url }));
  const nav = `<nav>${links.map((url) => `<a href="${url}">${NAMES[url]}</a>`).join('')}</nav>`;
  const body = `<p>${view.ops ? 'You may look at everything here.' : NOT_OPS}</p>${nav}`;
  return sendPage(reply, 200, {
    title: 'Your session',
    body: body + signedInAs(caller.login, parts.sessions.markOf(request)),
  });
}

const NAMES: Record<string, string> = { '/ops': 'Operations page', '/queues': 'Queue board' };
const NOT_OPS = 'The pages here are for members of the ops group, and you are not one of them.';

async function viewOf({ login, expiresAtMs }: Caller, grants: CallerGrants) {
  const found = await grants.of(login, 'read');
  return { login, ops: isOps(found), opsAdmin: isOpsAdmin(found), endsAt: new Date(expiresAtMs).toISOString() };
}
