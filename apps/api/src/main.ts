import 'reflect-metadata';
import { createLogger, runMain } from '#libs/platform';
import { openApiParts } from './api-parts.js';
import { createApi } from './create-api.js';
import { Readiness } from './http/health/readiness.js';
import { readApiSettings } from './settings.js';

await runMain('api', async () => {
  const settings = readApiSettings();
  const logger = createLogger('api', settings.LOG_LEVEL);
  if (settings.CRASH_POINT) logger.warn({ crashPoint: settings.CRASH_POINT }, 'this process will kill itself: a test');
  const parts = await openApiParts(settings, logger);
  const app = await createApi(parts);
  await app.listen(settings.PORT, settings.HOST);
  logger.info({ port: settings.PORT, zones: parts.zones }, 'api ready');
  const close = async (): Promise<void> => {
    await app.get(Readiness).announceEnd(settings.DRAIN_NOTICE_MS);
    await app.close();
  };
  return { logger, close };
});
