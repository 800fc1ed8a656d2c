import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Environment, Inventory } from '#libs/permission';

type Env = Readonly<Record<string, string | undefined>>;

const DEFAULT_PORT = '3000';
const ZONES = 'WORKER_ZONES';

/**
 * The environment of the worker that is meant: ours where it is one of a worker; else, that of the worker of the sandbox on
 * PORT whose zone has the domain, which the sandbox leaves beside its state while it runs.
 */
export function findWorkerEnvironment(
  env: Env,
  { domain, environment }: { domain: string; environment: Environment },
): Env {
  if (env[ZONES] || env[`${ZONES}_FILE`]) return env;
  const workers = sandboxWorkers(env['PORT'] || DEFAULT_PORT);
  const serves = (worker: Env) => zonesOf(worker, domain, environment).includes(worker[ZONES] ?? '');
  const found = workers.find(serves) ?? workers[0];
  return found ? { ...env, ...found } : env;
}

function sandboxWorkers(port: string): Env[] {
  try {
    const text = readFileSync(join('.sandbox', String(Number(port)), 'sandbox.json'), 'utf8');
    return (JSON.parse(text) as { workers?: Env[] }).workers ?? [];
  } catch {
    return [];
  }
}

/** The zones in which the inventory of a worker has the domain. */
const zonesOf = ({ INVENTORY_FILE: path = '' }: Env, domain: string, environment: Environment): string[] =>
  Inventory.parse(readFileSync(path, 'utf8'))
    .hostsFor(domain, environment)
    .map(({ zone }) => zone);
