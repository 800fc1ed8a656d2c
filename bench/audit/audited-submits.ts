import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LoadRun } from '../rate/load.js';
import { alternate, type RateRepetitions, servicePaths } from '../rate/rates.js';
import { findFreePorts } from '../scene/ports.js';
import type { Scene } from '../scene/scene.js';

/** What is taken away of the audit, by a word each that `without.ts` knows. */
export const WITHOUT = {
  nothing: '',
  chain: 'hmac',
  fsync: 'sync',
  all: 'hmac&sync&write',
} as const;

/** Submits of a change: as they are, and with parts of the audit taken away. Runs of the same index came one after the other. */
export type AuditedSubmits = Record<keyof typeof WITHOUT, readonly LoadRun[]>;

/** Measures what the audit costs a submit, each way by an API process of its own. No worker may be running. */
export async function measureAudit(scene: Scene, repetitions: RateRepetitions): Promise<AuditedSubmits> {
  const { identity, redis } = scene;
  await redis.client.flushall();
  const nextPath = servicePaths(scene, '/start');
  const plan = { ...repetitions, token: identity.token, redisPid: redis.pid };
  const origins = {
    // As fresh as the others, and with the same thing loaded before it.
    nothing: await startWithout(scene, WITHOUT.nothing),
    chain: await startWithout(scene, WITHOUT.chain),
    fsync: await startWithout(scene, WITHOUT.fsync),
    all: await startWithout(scene, WITHOUT.all),
  };
  const at = ({ origin, pid }: Scene['api']) => ({ url: `${origin}/`, method: 'POST' as const, pid, nextPath });
  return alternate(plan, {
    nothing: at(origins.nothing),
    chain: at(origins.chain),
    fsync: at(origins.fsync),
    all: at(origins.all),
  });
}

async function startWithout({ apps }: Scene, parts: string): Promise<Scene['api']> {
  const [port = 0] = await findFreePorts(1);
  const preload = pathToFileURL(join(import.meta.dirname, 'without.js'));
  preload.search = parts;
  const { pid } = await apps.startApi(port, {}, ['--import', preload.href]);
  return { origin: `http://127.0.0.1:${port}`, pid };
}
