import { describe, expect, it } from '@jest/globals';
import { documentedMetrics } from '../../../libs/metrics/src/testing/metric-table.js';
import { jobOf } from '../../support/api-client.js';
import { Scrape } from '../../support/metrics.js';
import { useSandbox } from '../../support/sandbox.js';
import { waitUntil } from '../../support/wait-until.js';

const SERVICES = '/v1/trigrams/MAE/domains/DOM_MAE_D01/integration-services';
const AT = 'environment=Development';
/** Stands in everything that is made up. */
const MARK = 'Zzyzx';

const sandbox = useSandbox();
const mae = () => sandbox.as('mae-batch');

/** The port of the worker of zone docker. */
const workerPort = (): number => {
  const { workers } = JSON.parse(sandbox.read('sandbox.json')) as { workers: Record<string, string>[] };
  return Number(workers.find(({ WORKER_ZONES }) => WORKER_ZONES === 'docker')?.['METRICS_PORT']);
};
const scrapeApi = () => Scrape.of(sandbox.port);
const scrapeWorker = () => Scrape.of(workerPort());

const ended = (operation: string, status: string, code: string) =>
  `{zone="docker",operation="${operation}",status="${status}",code="${code}"}`;
const decided = (operation: string, decision: string, code: string) =>
  `{operation="${operation}",decision="${decision}",code="${code}"}`;
const of = (operation: string) => `{zone="docker",operation="integration-service${operation}"}`;

describe('metrics', () => {
  it('are those of the table, of API and worker', async () => {
    const tableOf = (app: 'api' | 'worker') =>
      Object.fromEntries(documentedMetrics(app).map((row) => [row.name, row.type]));
    expect((await scrapeApi()).types).toEqual(tableOf('api'));
    expect((await scrapeWorker()).types).toEqual(tableOf('worker'));
  });

  it('stand beside whether the worker serves its zone', async () => {
    const ready = await fetch(`http://127.0.0.1:${workerPort()}/health/ready`);
    const up = { status: 'up' };
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ready', zones: ['docker'], redis: up, audit: up, consumer: up },
    ]);
  });

  it('count what was done: each end once, by who ended it', async () => {
    const [api, worker] = [await scrapeApi(), await scrapeWorker()];
    await mae().run('GET', `${SERVICES}?${AT}`);
    await mae().run('GET', `${SERVICES}?${AT}&maxAge=60`);
    await mae().run('POST', `${SERVICES}/INT_MAE_D02/stop?${AT}`, { mode: 'abort' });
    expect((await mae().run('GET', `${SERVICES}/${MARK}?${AT}`)).error?.code).toBe('SERVICE_NOT_FOUND');
    const stop = { method: 'POST', path: `${SERVICES}/INT_MAE_D01/stop?${AT}` };
    expect((await sandbox.as('stranger').send(stop)).status).toBe(403);

    let now = await scrapeApi();
    await waitUntil('the last answer is counted', async () => {
      now = await scrapeApi();
      return now.since(api, 'etlaas_problems_total')['{code="PERMISSION_DENIED"}'] === 1;
    });
    expect(now.since(api, 'etlaas_jobs_ended_total')).toEqual({
      [ended('integration-services.list', 'succeeded', 'none')]: 1,
    });
    expect(now.since(api, 'etlaas_decisions_total')).toEqual({
      [decided('integration-services.list', 'allowed', 'none')]: 2,
      [decided('integration-service.get', 'allowed', 'none')]: 1,
      [decided('integration-service.stop', 'allowed', 'none')]: 1,
      [decided('integration-service.stop', 'refused', 'PERMISSION_DENIED')]: 1,
    });
    expect(now.since(api, 'etlaas_problems_total')).toEqual({ '{code="PERMISSION_DENIED"}': 1 });

    const there = await scrapeWorker();
    expect(there.since(worker, 'etlaas_jobs_ended_total')).toEqual({
      [ended('integration-services.list', 'succeeded', 'none')]: 1,
      [ended('integration-service.stop', 'succeeded', 'none')]: 1,
      [ended('integration-service.get', 'failed', 'SERVICE_NOT_FOUND')]: 1,
    });
    expect(there.since(worker, 'etlaas_decisions_total')).toEqual({
      [decided('integration-service.stop', 'allowed', 'none')]: 1,
    });
    expect(there.since(worker, 'etlaas_deliveries_total')).toEqual({ '{zone="docker",found="first"}': 3 });
    const once = { [of('s.list')]: 1, [of('.stop')]: 1, [of('.get')]: 1 };
    expect(there.since(worker, 'etlaas_job_wait_seconds_count')).toEqual(once);
    expect(there.since(worker, 'etlaas_job_run_seconds_count')).toEqual(once);
    const scripts = there.since(worker, 'etlaas_remote_scripts_total');
    expect(scripts).toEqual({ '{zone="docker",transport="ssh",result="ended"}': expect.any(Number) });
    expect(there.text).toMatch(/^etlaas_ssh_connections\{host="etl-mae-d01\.sandbox\.socgen"\} [12]$/m);
  });

  it('count the ends that came without a worker', async () => {
    const api = await scrapeApi();
    sandbox.freezeWorker('docker', true);
    const { links } = jobOf(await mae().send({ method: 'POST', path: `${SERVICES}/INT_MAE_D01/stop?${AT}` }));
    await waitUntil('it is seen to wait', async () =>
      /^etlaas_oldest_waiting_seconds\{zone="docker"\} (0\.\d*[1-9]|[1-9])/m.test((await scrapeApi()).text),
    );
    expect((await mae().send({ method: 'POST', path: links.cancel ?? '' })).status).toBe(200);
    sandbox.freezeWorker('docker', false);
    expect((await scrapeApi()).since(api, 'etlaas_jobs_ended_total')).toEqual({
      [ended('integration-service.stop', 'cancelled', 'JOB_CANCELLED')]: 1,
    });
  });

  it('grow by nothing that a caller makes up', async () => {
    const made = (from: number, to: number) =>
      Promise.all(Array.from({ length: to - from }, (_, at) => makeUp(from + at)));
    const all = async () => [...(await scrapeApi()).series, ...(await scrapeWorker()).series].sort();
    await made(0, KINDS);
    await waitUntil('they are counted', async () => {
      const before = await all();
      return before.length === (await all()).length;
    });
    const before = await all();
    for (let from = KINDS; from < 500; from += 70) await made(from, Math.min(500, from + 70));
    expect(await all()).toEqual(before);
    expect((await scrapeApi()).text + (await scrapeWorker()).text).not.toMatch(new RegExp(MARK, 'i'));
  });
});

/** How many kinds of things are made up; of the last comes one for every 70 of the others, as it costs a run on a host. */
const KINDS = 10;

/** Something that somebody may try; each gets its answer. */
async function makeUp(number: number): Promise<void> {
  const name = `${MARK}${number}`;
  const asks: (() => Promise<{ status: number }>)[] = [
    () => mae().get(`/${name}`),
    () => mae().send({ method: 'PROPFIND', path: `/${name}` }),
    () => mae().get(`/v1/trigrams/${MARK}/domains/${name}/integration-services?${AT}`),
    () => mae().get(`${SERVICES}?environment=${name}`),
    () => mae().get(`${SERVICES}?${AT}&host=${name}.socgen`),
    () => mae().get(`/v1/jobs/${name}`),
    () => mae().get(`/docs/${name}`),
    () => sandbox.with(name).get('/v1/jobs'),
    () => mae().send({ method: 'POST', path: `${SERVICES}/${name}/stop?${AT}&validateOnly=true` }),
    () => mae().get(`${SERVICES}/${name}?${AT}`, { prefer: 'wait=30', 'x-correlation-id': name }),
  ];
  const kind = number % 70 === KINDS - 1 ? KINDS - 1 : number % (KINDS - 1);
  const { status } = (await asks[kind]?.()) ?? { status: 0 };
  if (status < 200 || status >= 500) throw new Error(`${name} was answered ${status}`);
}
