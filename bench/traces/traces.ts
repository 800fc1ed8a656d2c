import type { LoadRun, Target } from '../rate/load.js';
import { alternate, type RateRepetitions, servicePaths } from '../rate/rates.js';
import type { Lifetime } from '../scene/lifetime.js';
import { findFreePorts } from '../scene/ports.js';
import type { Scene } from '../scene/scene.js';
import { startSink } from './sink.js';

/** One request to an API without traces and to one that records all: `off[i]` was followed by `on[i]`. */
export interface TraceComparison {
  name: string;
  off: readonly LoadRun[];
  on: readonly LoadRun[];
}

/** Measures what traces cost the API, by two processes of it that differ in nothing else. No worker may be running. */
export async function measureTraces(
  { scene, life }: { scene: Scene; life: Lifetime },
  jobId: string,
  repetitions: RateRepetitions,
): Promise<TraceComparison[]> {
  const [port = 0, otherPort = 0] = await findFreePorts(2);
  const off = await scene.apps.startApi(port);
  const on = await scene.apps.startApi(otherPort, { TRACES_OTLP_URL: await startSink(scene.places, life) });
  const plan = { ...repetitions, token: scene.identity.token, redisPid: scene.redis.pid };
  const compare = async (name: string, request: Pick<Target, 'method' | 'nextPath'>, path = '/') => {
    const at = (apiPort: number, { pid }: { pid: number }) => ({
      ...request,
      url: `http://127.0.0.1:${apiPort}${path}`,
      pid,
    });
    return { name, ...(await alternate(plan, { off: at(port, off), on: at(otherPort, on) })) };
  };
  const results = [
    await compare('polls of a finished job', { method: 'GET' }, `/v1/jobs/${jobId}`),
    await compare('submits of a change', { method: 'POST', nextPath: servicePaths(scene, '/stop') }),
  ];
  await Promise.all([off.end(), on.end()]);
  return results;
}
