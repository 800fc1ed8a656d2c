import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';

/** So long a worker may go on with a job whose result has been told. */
const SETTLE_MS = 100;

/** What Redis ran while something was done. */
export interface RedisUse {
  commands: number;
  seconds: number;
}

/** Counts the commands of all clients while `work` is done, those inside scripts too. */
export async function redisUse(redis: Redis, work: () => Promise<unknown>): Promise<RedisUse> {
  const before = await counter(redis, 'stats', 'total_commands_processed');
  const began = performance.now();
  await work();
  await sleep(SETTLE_MS);
  const after = await counter(redis, 'stats', 'total_commands_processed');
  // The question for `before` is counted too.
  return { commands: after - before - 1, seconds: (performance.now() - began) / 1000 };
}

/** The connections of all clients. */
export const connectedClients = (redis: Redis): Promise<number> => counter(redis, 'clients', 'connected_clients');

async function counter(redis: Redis, section: string, name: string): Promise<number> {
  return Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(await redis.info(section))?.[1]);
}
