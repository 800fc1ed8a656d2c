import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Authenticator } from '#libs/auth';
import { createLogger, NestLogger, runMain } from '#libs/platform';
import { ZONE_QUEUES } from '#libs/queue';
import { openApiParts } from './api-parts.js';
import { AppModule } from './app.module.js';
import { createAdapter } from './http/fastify-app.js';
import { addHooks, refuseAddress } from './http/hooks.js';
import { serveDocs } from './http/openapi.js';
import { serveQueueBoard } from './queues/queue-board.js';
import { readApiSettings } from './settings.js';

await runMain('api', async () => {
  const settings = readApiSettings();
  const logger = createLogger('api', settings.LOG_LEVEL);
  const parts = await openApiParts(settings, logger);
  const adapter = createAdapter(refuseAddress(parts));
  addHooks(adapter.getInstance(), parts);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(parts), adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
    bodyParser: false,
  });
  serveDocs(app, settings);
  await serveQueueBoard(adapter.getInstance(), app.get(ZONE_QUEUES), app.get(Authenticator), parts.grants);
  await app.listen(settings.PORT, settings.HOST);
  logger.info({ port: settings.PORT, zones: parts.zones }, 'api ready');
  return { logger, close: () => app.close() };
});
