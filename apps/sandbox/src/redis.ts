import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { ChildProcesses } from './child-processes.js';
import type { Lifetime } from './lifetime.js';
import { ROOT } from './paths.js';
import { SettingFault } from './settings.js';
import { waitUntil } from './wait-until.js';

/** Where the apps find their Redis, and the first part of their keys. */
export interface RedisPlace {
  url: string;
  prefix: string;
}

/** Where the set-up leaves a server, wherever it came from. */
const SERVER = join(ROOT, '.cache', 'bin', 'redis-server');

const OPTIONS = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'];

/** Starts a Redis of our own that keeps nothing; resolves when it answers. */
export async function startRedis(
  port: number,
  folder: string,
  { children, life }: { children: ChildProcesses; life: Lifetime },
): Promise<RedisPlace> {
  if (!existsSync(SERVER)) throw new SettingFault('There is no Redis server: run `npm start`, or set REDIS_URL.');
  const dir = join(folder, 'redis');
  mkdirSync(dir);
  const args = ['--port', String(port), '--dir', dir, ...OPTIONS];
  children.start({ name: 'Redis', command: SERVER, args, logFile: join(folder, 'redis.log'), turn: 'last' });
  await waitUntil('Redis does not answer', () => answersPing(port), life);
  return { url: `redis://127.0.0.1:${port}`, prefix: 'etlaas' };
}

async function answersPing(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write('PING\r\n');
    const [answer] = await once(socket, 'data');
    return String(answer).startsWith('+PONG');
  } finally {
    socket.destroy();
  }
}

/** Takes a part of somebody's Redis for us: keys under a prefix with our port, deleted first. Other keys stay. */
export async function borrowRedis(url: string, port: number): Promise<RedisPlace> {
  const prefix = `etlaas-sandbox-${port}`;
  // Only here: loading it takes longer than starting a Redis.
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 5_000 });
  let fault: NodeJS.ErrnoException | undefined;
  redis.on('error', (error) => {
    fault = error;
  });
  try {
    await redis.connect();
    for await (const keys of redis.scanStream({ match: `${prefix}:*`, count: 1_000 })) {
      if (keys.length > 0) await redis.unlink(...keys);
    }
  } catch (error) {
    const { code, message } = fault ?? (error as NodeJS.ErrnoException);
    throw new SettingFault(`The Redis of REDIS_URL cannot be used: ${code ?? message}`);
  } finally {
    redis.disconnect();
  }
  return { url, prefix };
}
