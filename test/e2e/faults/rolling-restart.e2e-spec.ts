import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { beforeAll, describe, expect, jest } from '@jest/globals';
import { freePort } from '../../support/ports.js';
import type { Running } from '../../support/processes.js';
import { ZONE } from '../../support/stack/estate.js';
import { Forge } from '../../support/stack/forge.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { installQuickPrograms, QUICK_SERVICES } from '../../support/stack/quick-programs.js';
import { routes, spelled } from '../../support/stack/routes.js';
import { TwoDoors } from '../../support/stack/two-doors.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(300_000);

/** Each ends and starts one API and one worker. */
const ROUNDS = 25;
const EXIT_WITHIN_MS = 30_000;
const READERS = 2;
const FINAL = ['succeeded', 'failed', 'expired', 'cancelled', 'unknown'];
const IN_ORDER = { code: 0, signal: null };

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
    pairs.push(...(await Promise.all([begin(0), begin(1)])));
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
    const read = async (reader: number): Promise<void> => {
      for (let turn = reader; !isOver; turn += READERS)
        ended.push(await submit(doors, 'GET', routes.service(spelled(QUICK_SERVICES[0], turn % 64))));
    };
    const load = Promise.all([...QUICK_SERVICES.map(change), ...Array.from({ length: READERS }, (_, at) => read(at))]);
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
    expect(doors.missed.unavailable).toBe(0);
    const slowest = Math.round(Math.max(...exits.map(({ ms }) => ms)));
    process.stdout.write(
      `${ended.length} jobs, ${changes.length} of them changes; slowest exit ${slowest} ms; missed ${JSON.stringify(doors.missed)}\n`,
    );
  });

  test('a connection that was open before the end has its request answered, and is closed then', async () => {
    const [pair] = pairs as [Pair, Pair];
    const socket = connect(ports[0] ?? 0, '127.0.0.1').setEncoding('utf8');
    let heard = '';
    socket.on('data', (text) => {
      heard += text;
    });
    const hasClosed = new Promise((resolve) => socket.on('close', resolve));
    socket.write('GET /v1/jobs HTTP/1.1\r\nhost: 127.0.0.1\r\n');
    await waitUntil('the other end has it', () => socket.bytesWritten > 0);
    pair.api.signal('SIGTERM');
    await waitUntil('nobody else is let in', () => isRefused(ports[0] ?? 0));
    socket.write(`authorization: Bearer ${await stack().parts.issuer.tokenFor('operator')}\r\n\r\n`);
    await hasClosed;
    expect(heard).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(heard.toLowerCase()).toContain('\r\nconnection: close\r\n');
    expect(await pair.api.ended).toEqual(IN_ORDER);
    pair.api = await stack().apps.startApiOn(ports[0] ?? 0);
  });

  test('a job that a worker of this release cannot run waits for one that can', async () => {
    const forge = new Forge(stack());
    const doors = new TwoDoors(ports.slice(0, 1), stack().parts.issuer);
    await Promise.all(pairs.map(({ worker }) => end(worker)));
    const { body: job } = await doors.ask('POST', routes.change(QUICK_SERVICES[0], 'restart'));
    const genuine = await forge.envelopeOf(ZONE, job.id);
    const signed = JSON.parse(genuine.job) as { input: object };
    await forge.replace(ZONE, job.id, forge.seal(ZONE, { ...signed, input: { ...signed.input, newInTheNext: true } }));
    const worker = await stack().apps.startWorker('worker-0');
    await worker.becomes('leaves it', () => worker.log.includes('a job is left to a worker of another release'));
    expect((await doors.ask('GET', `/v1/jobs/${job.id}`)).body).toMatchObject({ status: 'queued' });
    await forge.replace(ZONE, job.id, genuine);
    expect(await follow(doors, job)).toMatchObject({ status: 'succeeded', result: { changed: true } });
    expect(stack().audit.of(job.id, 'job.started')).toHaveLength(1);
    await forge.close();
  });
});

const isRefused = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
      .on('connect', () => resolve(false))
      .on('error', () => resolve(true));
    socket.on('connect', () => socket.destroy());
  });
