import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RouteOptions } from 'fastify';
import { Authenticator } from '#libs/auth';
import { NestLogger } from '#libs/platform';
import { RecentRefusals, ZONE_QUEUES, type ZoneQueues } from '#libs/queue';
import type { ApiParts } from './api-parts.js';
import { AppModule, problemAnswers } from './app.module.js';
import { BROWSER_PARTS, type BrowserParts } from './browser/browser-parts.js';
import { serveSignIn } from './browser/serve-sign-in.js';
import { createAdapter } from './http/fastify-app.js';
import { addHooks, refuseAddress } from './http/hooks.js';
import { FailedLogins } from './http/limits/failed-logins.js';
import { serveDocs } from './http/openapi.js';
import { answerClientErrors } from './http/problems/client-errors.js';
import { ProblemAnswers } from './http/problems/problem-answers.js';
import { rememberRules } from './http/remembered-rules.js';
import { OpsDesk } from './ops/ops-desk.js';
import { serveOps } from './ops/ops-routes.js';
import { watchRefusals } from './ops/refusal-watch.js';
import { BoardDesk } from './queues/board-desk.js';
import { serveQueueBoard } from './queues/queue-board.js';
import { ZoneOverview } from './zones/zone-overview.js';

/** The whole API, ready to listen. `onRoute` is told of every route of it, whoever adds it. */
export async function createApi(
  parts: ApiParts,
  onRoute: (route: RouteOptions) => void = () => undefined,
): Promise<NestFastifyApplication> {
  const { settings, logger, grants } = parts;
  const { log: audit } = parts.trail;
  const edge = { ...parts, audit, cutRequests: new WeakMap() };
  const adapter = createAdapter({
    refuseAddress: refuseAddress(edge, problemAnswers(parts)),
    answerClientError: answerClientErrors(edge),
    trustedHops: settings.TRUSTED_PROXY_HOPS,
    tls: parts.tls,
  });
  adapter.getInstance().addHook('onRoute', onRoute);
  addHooks(adapter.getInstance(), edge);
  rememberRules();
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(parts), adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
    bodyParser: false,
  });
  serveDocs(app, settings);
  watchRefusals(adapter.getInstance(), app.get(RecentRefusals));
  const door = { audit, grants, authenticator: app.get(Authenticator), problems: app.get(ProblemAnswers) };
  await serveOps(adapter.getInstance(), { desk: app.get(OpsDesk), ...door });
  const { login } = app.get<BrowserParts>(BROWSER_PARTS);
  await serveQueueBoard(adapter.getInstance(), {
    ...door,
    queues: app.get<ZoneQueues>(ZONE_QUEUES),
    workers: app.get(ZoneOverview).watch,
    desk: app.get(BoardDesk),
    look: { environment: settings.ENVIRONMENT_NAME, canSignIn: login !== undefined },
  });
  if (login) await serveSignIn(adapter.getInstance(), { ...login, ...door, failedLogins: app.get(FailedLogins) });
  return app;
}
