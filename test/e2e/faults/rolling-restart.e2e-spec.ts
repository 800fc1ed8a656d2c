import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, jest } from '@jest/globals';
import { freePort } from '../../../libs/platform/src/testing/free-port.js';
import type { Running } from '../../support/processes.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { installQuickPrograms, QUICK_SERVICES } from '../../support/stack/quick-programs.js';
import { routes, spelled } from '../../support/stack/routes.js';
import { TwoDoors } from '../../support/stack/two-doors.js';
import { useStack } from '../../support/stack/use-stack.js';

jest.setTimeout(300_000);

/** Each ends and starts one API and one worker. `RESTARTS=50` takes two minutes and was seen to pass; these are enough for every day. */
const ROUNDS = Number(process.env['RESTARTS'] ?? 16) / 2;
const EXIT_WITHIN_MS = 30_000;
const FINAL = ['succeeded', 'failed', 'expired', 'cancelled', 'unknown'];

interface Pair {
  api: Running;
  worker: Running;
}

describe('an upgrade', () => {
  const { stack, host, test } = useStack({ workers: [], settings: { QUEUE_LOCK_MS: '2000' } });
  const ports: number[] = [];
  const pairs: Pair[] = [];
  const exits: { ms: number; code: number | null }[] = [];

  const begin = async (number: number): Promise<Pair> => {
    const [api, worker] = await Promise.all([
      stack().apps.startApiOn(ports[number] ?? 0),
      stack().apps.startWorker(`worker-${number}`),
    ]);
    return { api, worker };
  };
  const end = async (app: Running): Promise<void> => {
    const began = performance.now();
    app.signal('SIGTERM');
    const { code } = await app.ended;
    exits.push({ ms: performance.now() - began, code });
  };

  beforeAll(async () => {
    installQuickPrograms(host().home);
    ports.push(await freePort(), await freePort());
    pairs.push(await begin(0), await begin(1));
  });

  /** Follows a job to its end, whichever process is there to tell. */
  const follow = async (doors: TwoDoors, { id }: Job): Promise<Job> => {
    for (;;) {
      const { status, body } = await doors.ask('GET', `/v1/jobs/${id}`, { prefer: 'wait=5' });
      if (status !== 200) throw new Error(`job ${id} is lost: ${status} ${JSON.stringify(body)}`);
      if (FINAL.includes(body.status)) return body;
    }
  };
  const submit = async (doors: TwoDoors, method: string, path: string): Promise<Job> => {
    const headers = { ...(method === 'POST' && { 'idempotency-key': randomUUID() }) };
    const { status, body } = await doors.ask(method, path, headers);
    if (status !== 202) throw new Error(`${method} ${path} was answered ${status}: ${JSON.stringify(body)}`);
    return follow(doors, body);
  };

  const restartAll = async (): Promise<void> => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { api, worker } = pairs[round % 2] as Pair;
      await Promise.all([end(api), end(worker)]);
      pairs[round % 2] = await begin(round % 2);
    }
  };

  test(`${2 * ROUNDS} restarts under load: no job is lost, no change runs twice, every exit is in order`, async () => {
    const doors = new TwoDoors(ports, stack().parts.issuer);
    let isOver = false;
    const ended: Job[] = [];
    const change = async (service: string): Promise<void> => {
      for (let turn = 0; !isOver; turn += 1)
        ended.push(await submit(doors, 'POST', routes.change(service, turn % 2 ? 'start' : 'stop')));
    };
    const read = async (service: string): Promise<void> => {
      for (let turn = 0; !isOver; turn += 1)
        ended.push(await submit(doors, 'GET', routes.service(spelled(service, turn % 64))));
    };
    // Enough that something always runs; more would only make the starts slow.
    const load = Promise.all([change(QUICK_SERVICES[0]), read(QUICK_SERVICES[1])]);
    await restartAll().finally(() => {
      isOver = true;
    });
    await load;

    const changes = ended.filter(({ operation }) => !operation.endsWith('.get'));
    expect(ended.filter(({ status }) => status !== 'succeeded')).toEqual([]);
    expect(Math.min(changes.length, ended.length - changes.length)).toBeGreaterThan(ROUNDS);
    expect(exits.filter(({ ms, code }) => code !== 0 || ms > EXIT_WITHIN_MS)).toEqual([]);
    expect(exits).toHaveLength(2 * ROUNDS);
    const changed = changes.filter(({ result }) => (result as { changed: boolean }).changed);
    const effects = host().ledger.filter(({ phase, command }) => phase === 'effect' && /able/.test(command));
    expect(effects).toHaveLength(changed.length);
    const slowest = Math.round(Math.max(...exits.map(({ ms }) => ms)));
    process.stdout.write(
      `${ended.length} jobs, ${changes.length} of them changes; slowest exit ${slowest} ms; missed ${JSON.stringify(doors.missed)}\n`,
    );
  });
});
