import { environment, isLoopback } from '#libs/platform';
import type { RedisSettings } from './redis-settings.js';

/**
 * A rule for whoever can be made to kill itself: only where its Redis is one on this machine, and where the environment says
 * that this is a test. So no setting that strayed into a real zone can arm anything.
 */
export const crashesOnlyInTests = (
  settings: Pick<RedisSettings, 'REDIS_URL'> & { CRASH_POINT?: string | undefined },
  env = environment(),
): string | undefined => {
  if (settings.CRASH_POINT === undefined) return undefined;
  const isLocal = isLoopback(settings.REDIS_URL?.node.host ?? '');
  return isLocal && env['NODE_ENV'] === 'test'
    ? undefined
    : 'CRASH_POINT: is for tests only: take it away (it needs a REDIS_URL on loopback, and NODE_ENV=test)';
};
