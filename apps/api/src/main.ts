import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Authenticator } from '#libs/auth';
import { createLogger, NestLogger, runMain } from '#libs/platform';
import { ZONE_QUEUES, type ZoneQueues } from '#libs/queue';
import { openApiParts } from './api-parts.js';
import { AppModule } from './app.module.js';
import { answerClientErrors } from './http/client-errors.js';
import { createAdapter } from './http/fastify-app.js';
import { addHooks, refuseAddress } from './http/hooks.js';
import { CallerLimitGuard } from './http/limits/caller-limit.guard.js';
import { Limits } from './http/limits/limits.js';
import { serveDocs } from './http/openapi.js';
import { serveQueueBoard } from './queues/queue-board.js';
import { readApiSettings } from './settings.js';

await runMain('api', async () => {
  const settings = readApiSettings();
  const logger = createLogger('api', settings.LOG_LEVEL);
  const parts = await openApiParts(settings, logger);
  const adapter = createAdapter({
    refuseAddress: refuseAddress(parts),
    answerClientError: answerClientErrors(parts),
    trustedHops: settings.TRUSTED_PROXY_HOPS,
  });
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
  await serveQueueBoard(adapter.getInstance(), { queues, authenticator, grants: parts.grants, limits });
  await app.listen(settings.PORT, settings.HOST);
  logger.info({ port: settings.PORT, zones: parts.zones }, 'api ready');
  return { logger, close: () => app.close() };
});
