import type { Redis } from 'ioredis';

/** What a key of Redis holds, as JSON keeps it. */
export type Held =
  | { type: 'string'; value: string }
  | { type: 'hash'; value: Record<string, string> }
  | { type: 'list' | 'set'; value: string[] }
  | { type: 'zset'; value: string[] };

/** Everything that a Redis holds, key by key. */
export async function readAll(redis: Redis): Promise<Record<string, Held>> {
  const keys = (await redis.keys('*')).sort();
  return Object.fromEntries(await Promise.all(keys.map(async (key) => [key, await readOne(redis, key)] as const)));
}

async function readOne(redis: Redis, key: string): Promise<Held> {
  const type = await redis.type(key);
  switch (type) {
    case 'string':
      return { type, value: (await redis.get(key)) ?? '' };
    case 'hash':
      return { type, value: await redis.hgetall(key) };
    case 'list':
      return { type, value: await redis.lrange(key, 0, -1) };
    case 'set':
      return { type, value: (await redis.smembers(key)).sort() };
    case 'zset':
      return { type, value: await redis.zrange(key, 0, -1, 'WITHSCORES') };
    default:
      throw new Error(`${key} is a ${type}, which nobody records`);
  }
}
