import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Authenticator, assertOps, type Caller } from '#libs/auth';
import type { CallerGrants } from '#libs/permission';
import { AppError } from '#libs/platform';
import type { ApiRequest } from '../http/api-request.js';
import type { ProblemAnswers } from '../http/problems/problem-answers.js';
import { ValidationPipe } from '../http/validation.pipe.js';
import { JobPath } from '../jobs/job-page.input.js';
import type { OpsDesk } from './ops-desk.js';
import { OpsJobQuery } from './ops-job-query.input.js';
import { readPageFiles } from './page-files.js';

/** One page for all three addresses: it looks at its own. */
const PAGES = ['/ops', '/ops/jobs', '/ops/jobs/:id'];

/** What answers, whom it lets in, and who answers failures: Nest does not reach it. */
export interface OpsRoutesParts {
  desk: OpsDesk;
  authenticator: Authenticator;
  grants: CallerGrants;
  problems: ProblemAnswers;
}

/** The operations page and what it asks, for the ops group. Not in the OpenAPI document: it is nobody's contract. */
export async function serveOps(fastify: FastifyInstance, parts: OpsRoutesParts): Promise<void> {
  const { desk, authenticator, grants, problems } = parts;
  await fastify.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      await assertOps(grants, await authenticator.callerOf(request, reply), request.method);
    });
    scope.addHook('preClose', async () => desk.close());
    scope.setErrorHandler((error, request, reply) => problems.answer(error, request, reply));
    servePage(scope);
    serveData(scope, desk);
  });
}

function servePage(scope: FastifyInstance): void {
  const files = readPageFiles();
  const send = (name: string, reply: FastifyReply): FastifyReply => {
    const file = files.get(name);
    if (!file) throw new AppError('ROUTE_NOT_FOUND', 'The page has no such file.');
    return reply.type(file.type).send(file.body);
  };
  for (const page of PAGES) scope.get(page, async (_request, reply) => send('index.html', reply));
  scope.get<{ Params: { file: string } }>('/ops/assets/:file', async ({ params }, reply) => send(params.file, reply));
}

function serveData(scope: FastifyInstance, desk: OpsDesk): void {
  scope.get('/ops/data', (request) => desk.snapshot(callerOf(request)));
  // No HEAD: nothing ends a stream of which nobody reads the body.
  scope.get('/ops/events', { exposeHeadRoute: false }, (request, reply) => {
    return desk.watch(request as ApiRequest, reply);
  });
  scope.get('/ops/data/jobs', async (request) => {
    return desk.jobs(read(OpsJobQuery, request.query, 'query'), callerOf(request));
  });
  scope.get('/ops/data/jobs/:id', async (request) => {
    return desk.job(read(JobPath, request.params, 'param').id, callerOf(request));
  });
  scope.get('/ops/data/jobs/:id/events', { exposeHeadRoute: false }, async (request, reply) => {
    return desk.follow(read(JobPath, request.params, 'param').id, request as ApiRequest, reply);
  });
}

const pipe = new ValidationPipe();

const read = <T extends object>(metatype: new () => T, value: unknown, type: 'query' | 'param'): T =>
  pipe.transform(value, { metatype, type }) as T;

const callerOf = (request: FastifyRequest): Caller => (request as ApiRequest).caller;
