import { describe, expect, it } from '@jest/globals';
import { readSettings, setting } from '#libs/platform';
import { crashesOnlyInTests } from './crash-rule.js';
import { redisSettings } from './redis-settings.js';

const shape = { ...redisSettings, CRASH_POINT: setting.text('a point').optional() };
const CRASH_POINT = 'worker.claim.after';

const isRefused = (env: Record<string, string>, more: Record<string, string> = { NODE_ENV: 'test' }): boolean => {
  try {
    readSettings(shape, env, [(settings) => crashesOnlyInTests(settings, more)]);
    return false;
  } catch (error) {
    expect(String(error)).toMatch(/ {2}- CRASH_POINT: is for tests only: take it away/);
    return true;
  }
};

describe('a setting that lets a process kill itself', () => {
  it.each(['redis://localhost:6379', 'redis://127.0.0.1:6379', 'redis://127.9.9.9', 'redis://[::1]:6379'])(
    'is taken beside a Redis on this machine: %s',
    (REDIS_URL) => expect(isRefused({ REDIS_URL, CRASH_POINT })).toBe(false),
  );

  it.each<Record<string, string>>([
    { REDIS_URL: 'redis://redis.example:6379' },
    { REDIS_URL: 'rediss://10.0.0.1:6379' },
    { REDIS_URL: 'redis://localhost.example:6379' },
    { REDIS_URL: 'redis://1127.0.0.1:6379' },
    { REDIS_CLUSTER: '127.0.0.1:7000' },
    { REDIS_SENTINELS: '127.0.0.1:26379', REDIS_SENTINEL_MASTER: 'etlaas' },
    {},
  ])('is refused beside any other: %j', (redis) => expect(isRefused({ ...redis, CRASH_POINT })).toBe(true));

  it.each<Record<string, string>>([{}, { NODE_ENV: 'production' }, { NODE_ENV: 'development' }])(
    'is refused where nothing says that this is a test: %j',
    (env) => {
      const local = { REDIS_URL: 'redis://127.0.0.1:6379' };
      expect([isRefused({ ...local, CRASH_POINT }, env), isRefused(local, env)]).toEqual([true, false]);
    },
  );
});
