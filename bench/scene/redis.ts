import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BenchFault } from './bench-fault.js';
import { Child } from './child.js';
import type { Lifetime } from './lifetime.js';
import { type Places, ROOT } from './places.js';
import { answers } from './ports.js';

/** Where the set-up leaves a server, wherever it came from. */
const SERVER = join(ROOT, '.cache', 'bin', 'redis-server');

/** A Redis of our own that keeps nothing: the bench writes a hundred thousand jobs, which belong in nobody's Redis. */
export async function startRedis(port: number, places: Places, life: Lifetime): Promise<Child> {
  if (!existsSync(SERVER)) {
    throw new BenchFault('The bench needs a Redis server program: unset REDIS_URL and run `npm run bench` again.');
  }
  const options = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'];
  return Child.start(
    {
      name: 'Redis',
      command: SERVER,
      args: ['--port', String(port), '--dir', places.own, ...options],
      logFile: join(places.own, 'redis.log'),
      isReady: () => answers(port, 'PING\r\n', '+PONG'),
    },
    life,
  );
}
