import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { Authenticator, assertOps } from '#libs/auth';
import { NestLogger } from '#libs/platform';
import { RecentRefusals, ZONE_QUEUES, type ZoneQueues } from '#libs/queue';
import type { ApiParts } from './api-parts.js';
import { AppModule, problemAnswers } from './app.module.js';
import { answerClientErrors } from './http/client-errors.js';
import { createAdapter } from './http/fastify-app.js';
import { addHooks, refuseAddress } from './http/hooks.js';
import { serveDocs } from './http/openapi.js';
import { ProblemAnswers } from './http/problem-answers.js';
import { OpsDesk } from './ops/ops-desk.js';
import { serveOps } from './ops/ops-routes.js';
import { watchRefusals } from './ops/refusal-watch.js';
import { serveQueueBoard } from './queues/queue-board.js';

/** The whole API, ready to listen. `onRoute` is told of every route of it, whoever adds it. */
export async function createApi(
  parts: ApiParts,
  onRoute: (route: RouteOptions) => void = () => undefined,
): Promise<NestFastifyApplication> {
  const { settings, logger, grants } = parts;
  const edge = { ...parts, cutRequests: new WeakMap() };
  const adapter = createAdapter({
    refuseAddress: refuseAddress(edge, problemAnswers(logger)),
    answerClientError: answerClientErrors(edge),
    trustedHops: settings.TRUSTED_PROXY_HOPS,
  });
  adapter.getInstance().addHook('onRoute', onRoute);
  addHooks(adapter.getInstance(), edge);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(parts), adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
    bodyParser: false,
  });
  serveDocs(app, settings);
  watchRefusals(adapter.getInstance(), app.get(RecentRefusals));
  const [authenticator, problems] = [app.get(Authenticator), app.get(ProblemAnswers)];
  const queues = app.get<ZoneQueues>(ZONE_QUEUES);
  await serveQueueBoard(adapter.getInstance(), { queues, authenticator, grants, problems });
  const admit = async (request: FastifyRequest, reply: FastifyReply) => {
    const caller = await authenticator.callerOf(request, reply);
    await assertOps(grants, caller, request.method);
    return caller;
  };
  await serveOps(adapter.getInstance(), { desk: app.get(OpsDesk), admit, problems });
  return app;
}
