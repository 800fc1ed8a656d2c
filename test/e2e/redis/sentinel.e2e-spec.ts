import { afterAll, describe, expect, jest } from '@jest/globals';
import { SentinelGroup } from '../../support/redis/sentinel-group.js';
import { useGround } from '../../support/redis/use-ground.js';
import { SERVICE } from '../../support/stack/estate.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitFor, waitUntil } from '../../support/wait-until.js';

jest.setTimeout(240_000);

/** Of 14 people's connections; each kill is a change with an effect of its own. */
/** Kills of one repository take turns. */
const ALL_END_WITHIN_MS = 150_000;
const FIRST_SESSION = 15;
const SESSIONS = 14;
const READERS = 3;

describe('Redis behind Sentinel', () => {
  let group: SentinelGroup;
  const ground = useGround();
  const { api, host, test } = useStack(async () => {
    group = await SentinelGroup.start(ground.processes, ground.folder);
    return { settings: { ...group.settings, REDIS_REPLICAS: '1', QUEUE_LOCK_MS: '4000' } };
  });
  afterAll(() => group?.close());

  /** Submits with a key until the API accepts it, as a caller does who is told that it may repeat. */
  const accepted = (method: string, path: string, key: string): Promise<Job> =>
    waitFor(`${key} is accepted`, async () => {
      const { status, body } = await api().ask(method, path, { headers: { 'idempotency-key': key } });
      if (status !== 202 && status !== 503) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
      return status === 202 && body;
    });

  const isFailedOver = (old: number) => async () => (await group.primary()).port !== old;

  test('the primary is killed under load: no accepted job is lost, each change happens once, and work goes on', async () => {
    const old = await group.primary();
    const reads: Job[] = [];
    let isLoaded = true;
    const reader = async (name: number) => {
      for (let turn = 0; isLoaded; turn += 1) reads.push(await accepted('GET', routes.sessions(), `r-${name}-${turn}`));
    };
    const readers = Array.from({ length: READERS }, (_, name) => reader(name));
    const kills: Job[] = [];
    for (let index = 0; index < SESSIONS; index += 1) {
      if (index === 4) await old.process.kill();
      const kill = `${routes.session(String(FIRST_SESSION + index))}&onConflict=queue`;
      kills.push(await accepted('DELETE', kill, `k-${index}`));
    }
    await waitUntil('there is a new primary', isFailedOver(old.port));
    isLoaded = false;
    await Promise.all(readers);
    const ended = await Promise.all([...reads, ...kills].map(({ id }) => api().ended(id, ALL_END_WITHIN_MS)));
    expect(ended.filter(({ status }) => status !== 'succeeded')).toEqual([]);
    expect(new Set(kills.map(({ id }) => id)).size).toBe(SESSIONS);
    expect(host().count('killuserconnection', 'effect')).toBe(SESSIONS);
    expect(reads.length).toBeGreaterThan(READERS);
    const after = await api().run('POST', routes.change(SERVICE, 'stop'));
    expect(after.result).toMatchObject({ changed: true });
    await old.start();
  });

  /** Nobody closes its connections: a worker that waits there for jobs would wait for ever. */
  test('the primary falls silent without a word: the queue is heard at the new one', async () => {
    const old = await group.primary();
    await waitUntil('there are replicas', async () => /state=online/.test(await old.client.info('replication')));
    await api().run('GET', routes.service(SERVICE));
    old.process.signal('SIGSTOP');
    try {
      await waitUntil('there is a new primary', isFailedOver(old.port));
      const began = performance.now();
      const job = await accepted('GET', routes.service(SERVICE), 'after-the-silence');
      expect((await api().ended(job.id)).status).toBe('succeeded');
      expect(performance.now() - began).toBeLessThan(20_000);
    } finally {
      old.process.signal('SIGCONT');
    }
  });
});
