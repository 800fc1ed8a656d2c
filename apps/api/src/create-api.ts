import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RouteOptions } from 'fastify';
import { Authenticator } from '#libs/auth';
import { NestLogger } from '#libs/platform';
import { ZONE_QUEUES, type ZoneQueues } from '#libs/queue';
import type { ApiParts } from './api-parts.js';
import { AppModule } from './app.module.js';
import { answerClientErrors } from './http/client-errors.js';
import { createAdapter } from './http/fastify-app.js';
import { addHooks, refuseAddress } from './http/hooks.js';
import { CallerLimitGuard } from './http/limits/caller-limit.guard.js';
import { Limits } from './http/limits/limits.js';
import { serveDocs } from './http/openapi.js';
import { serveQueueBoard } from './queues/queue-board.js';

/** The whole API, ready to listen. `onRoute` is told of every route of it, whoever adds it. */
export async function createApi(
  parts: ApiParts,
  onRoute: (route: RouteOptions) => void = () => undefined,
): Promise<NestFastifyApplication> {
  const { settings, logger, grants } = parts;
  const adapter = createAdapter({
    refuseAddress: refuseAddress(parts),
    answerClientError: answerClientErrors(parts),
    trustedHops: settings.TRUSTED_PROXY_HOPS,
  });
  adapter.getInstance().addHook('onRoute', onRoute);
  addHooks(adapter.getInstance(), parts);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(parts), adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
    bodyParser: false,
  });
  const limits = app.get(Limits);
  // After the guards of the modules: one of them finds out who calls.
  app.useGlobalGuards(new CallerLimitGuard(limits.callers));
  serveDocs(app, settings);
  const [queues, authenticator] = [app.get<ZoneQueues>(ZONE_QUEUES), app.get(Authenticator)];
  await serveQueueBoard(adapter.getInstance(), { queues, authenticator, grants, limits });
  return app;
}
