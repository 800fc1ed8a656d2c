/**
 * What `scripts/record-release.mjs` runs in the folder of a built release: the release makes jobs of every kind, and what it left in
 * Redis, in the audit files and in its answers is written into the folder that is named. Nothing of it is made by hand.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../paths.js';
import { HOSTS, OTHER_SERVICE, SERVICE } from '../stack/estate.js';
import type { Job } from '../stack/jobs-client.js';
import { routes } from '../stack/routes.js';
import { Stack } from '../stack/stack.js';
import { waitUntil } from '../wait-until.js';
import { readAll } from './redis-image.js';

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const SLOW_MS = 60_000;
const SOON_MS = 2_000;

/** Jobs that end while everything works. */
async function endedJobs({ api }: Stack): Promise<Record<string, Job>> {
  const headers = { 'idempotency-key': 'recorded-key', traceparent: TRACEPARENT };
  return {
    'a read': await api.run('GET', routes.service(SERVICE)),
    'a list': await api.run('GET', routes.sessions()),
    'a change with a reason': await api.run('POST', `${routes.change(SERVICE, 'stop')}&reason=CHG0012345`, { headers }),
    'a change of nothing': await api.run('POST', routes.change(SERVICE, 'stop')),
    'a change that failed': await api.run('POST', routes.change(SERVICE, 'start', HOSTS.notPinned.environment)),
  };
}

/** Jobs that have not ended, of which the worker dies. */
async function openJobs(stack: Stack): Promise<Record<string, Job>> {
  const { api, parts } = stack;
  const { informatica } = parts;
  const slow = { program: 'infacmd', command: 'DisableService', target: OTHER_SERVICE, does: 'slow', ms: SLOW_MS };
  informatica.behave(slow);
  const running = await api.submit('POST', routes.change(OTHER_SERVICE, 'stop'));
  await waitUntil('the change runs', () => informatica.count('DisableService', 'start', OTHER_SERVICE) === 1);
  const inLine = await api.submit('POST', `${routes.change(OTHER_SERVICE, 'start')}&onConflict=queue`);
  await stack.worker().kill();
  const cancelled = await api.submit('POST', routes.change(SERVICE, 'start'));
  await api.ask('POST', routes.cancel(cancelled.id));
  const notAfter = new Date(Date.now() + SOON_MS).toISOString();
  return {
    'a change that runs': running,
    'a change in line': inLine,
    'a cancelled change': cancelled,
    'a read that waits': await api.submit('GET', routes.services()),
    'a change that waits': await api.submit('POST', routes.change(SERVICE, 'restart')),
    'a read that nobody began': await api.submit('GET', `${routes.repositories()}&notAfter=${notAfter}`),
  };
}

async function record(stack: Stack, into: string): Promise<void> {
  const { api, apps, parts } = stack;
  const jobs = { ...(await endedJobs(stack)), ...(await openJobs(stack)) };
  const late = jobs['a read that nobody began']?.id ?? '';
  await waitUntil('a job is late', async () => (await api.read(late)).status === 'expired');
  const answers: Record<string, Job> = {};
  for (const [what, { id }] of Object.entries(jobs)) answers[what] = await api.read(id);
  const [s = 0, us = 0] = (await parts.redis.client.time()).map(Number);
  const recordedAt = new Date(s * 1_000 + Math.floor(us / 1_000)).toISOString();
  const keys = { zones: apps.zoneKeys, audit: { test: apps.auditKey } };
  write(into, 'answers.json', answers);
  write(into, 'redis.json', { recordedAt, keys, content: await readAll(parts.redis.client) });
  await stack.apiProcess.end();
  cpSync(apps.auditDirectory, join(into, 'audit'), { recursive: true });
}

const write = (folder: string, name: string, value: unknown): void =>
  writeFileSync(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);

/** Runs at the root of the release; `into` is the folder of all recorded releases. */
export async function recordRelease(into: string): Promise<string> {
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as { version: string };
  const folder = join(into, `release-${version}`);
  mkdirSync(folder, { recursive: true });
  const stack = await Stack.start({ workers: ['worker'], settings: { WORKER_ID: 'worker-a' } });
  try {
    await record(stack, folder);
  } finally {
    await stack.end();
  }
  return folder;
}
