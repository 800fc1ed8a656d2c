import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { createLogger, NestLogger, runMain } from '#libs/platform';
import { readWorkerSettings } from './settings.js';
import { WorkerModule } from './worker.module.js';

await runMain('worker', async () => {
  const settings = readWorkerSettings();
  const logger = createLogger('worker', settings.LOG_LEVEL);
  if (settings.CRASH_POINT) logger.warn({ crashPoint: settings.CRASH_POINT }, 'this process will kill itself: a test');
  const app = await NestFactory.createApplicationContext(await WorkerModule.register(settings, logger), {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  logger.info({ zones: settings.WORKER_ZONES, worker: settings.WORKER_ID }, 'worker ready');
  return { logger, close: () => app.close() };
});
