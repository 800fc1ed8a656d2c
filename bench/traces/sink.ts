import { createServer } from 'node:http';
import { join } from 'node:path';
import { Child, nodeArguments } from '../scene/child.js';
import type { Lifetime } from '../scene/lifetime.js';
import type { Places } from '../scene/places.js';
import { findFreePorts } from '../scene/ports.js';

/** The argument that makes `bench/main` the sink. */
export const SINK_ARGUMENT = 'sink';
const SINK_PORT = 'BENCH_SINK_PORT';

/** Takes whatever is sent, reads none of it, and serves until the process is ended. */
export async function serveSink(): Promise<void> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  });
  server.listen(Number(process.env[SINK_PORT]), '127.0.0.1');
}

/** Starts a collector of traces that does as little as one can; resolves with where traces go. */
export async function startSink(places: Places, life: Lifetime): Promise<string> {
  const [port = 0] = await findFreePorts(1);
  const url = `http://127.0.0.1:${port}/v1/traces`;
  await Child.start(
    {
      name: 'the collector',
      command: process.execPath,
      args: nodeArguments(join(import.meta.dirname, '..', 'main.js'), SINK_ARGUMENT),
      env: { [SINK_PORT]: String(port) },
      logFile: join(places.own, 'collector.log'),
      isReady: async () => (await fetch(url, { method: 'POST' })).ok,
    },
    life,
  );
  return url;
}
