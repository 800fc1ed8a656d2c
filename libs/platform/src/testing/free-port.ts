import { once } from 'node:events';
import { createServer } from 'node:net';
import { environment } from '../environment.js';

/** Lower than what the kernel gives to outgoing connections, which might take a port between our look and its use. */
const LOWEST = 12_000;

/** Suites run side by side in lanes, each with ports of its own. */
const PER_LANE = 4_000;
const LANES = 5;
const LANE = Number(environment()['JEST_WORKER_ID'] ?? 1) % LANES;

const begin = Math.floor(Math.random() * PER_LANE);
let taken = 0;

/** A port on 127.0.0.1 that nobody uses now, and that is told once. */
export async function freePort(): Promise<number> {
  for (;;) {
    taken += 1;
    const port = LOWEST + LANE * PER_LANE + ((begin + taken) % PER_LANE);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
