import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type Job, jobOf } from '../../support/api-client.js';
import { Contract } from '../../support/contract.js';
import { useSandbox } from '../../support/sandbox.js';
import { waitFor } from '../../support/wait-until.js';

const AT = 'environment=Development';
const SERVICE = '/v1/trigrams/MAE/domains/DOM_MAE_D01/integration-services/INT_MAE_D01';
const REPOSITORIES = '/v1/trigrams/MAE/domains/DOM_MAE_D01/repositories';
const RCR_STOP = '/v1/trigrams/RCR/domains/DOM_RCR_P01/integration-services/INT_RCR_P01/stop?environment=Production';

const sandbox = useSandbox();
let contract: Contract;

beforeAll(async () => {
  contract = await Contract.readFrom(sandbox.with());
});

afterEach(() => sandbox.misbehave());

/** A read that takes `ms` on its host. */
const slowRead = async (ms: number): Promise<Answer> => {
  sandbox.misbehave({ program: 'infacmd', command: 'GetServiceStatus', target: 'INT_MAE_D01', does: 'slow', ms });
  return sandbox.as('mae-batch').get(`${SERVICE}?${AT}`);
};

const isRunning = (job: Job) => {
  const polled = async () => jobOf(await sandbox.as('mae-batch').get(job.links.self));
  return waitFor('the job runs', async () => (await polled()).status === 'running');
};

describe('polling', () => {
  it('gives a new ETag with each change, 304 while nothing changed, and no Retry-After at the end', async () => {
    const mae = sandbox.as('mae-batch');
    const accepted = await slowRead(2_500);
    const { links } = jobOf(accepted);
    await isRunning(jobOf(accepted));
    const running = contract.check(await mae.get(links.self));
    const { etag = '' } = running.headers;
    const same = await mae.get(links.self, { 'if-none-match': etag });
    expect([same.status, same.text, same.headers.etag]).toEqual([304, '', etag]);
    expect(running.headers).toMatchObject({ 'retry-after': '1', 'cache-control': 'private, no-cache' });
    const ended = contract.check(await mae.get(links.self, { prefer: 'wait=20', 'if-none-match': etag }));
    expect([ended.status, jobOf(ended).status]).toEqual([200, 'succeeded']);
    expect(ended.headers['preference-applied']).toBe('wait=20');
    expect(ended.headers.etag).not.toBe(etag);
    expect(ended.headers['retry-after']).toBeUndefined();
    expect((await mae.get(links.self, { 'if-none-match': ended.headers.etag })).status).toBe(304);
  });
});

describe('events', () => {
  interface Event {
    id: string;
    event: string;
    data: Job & { text?: string };
  }
  const eventsOf = ({ text }: Answer): Event[] =>
    [...text.matchAll(/id: (\S+)\nevent: (\w+)\ndata: (.+)\n\n/g)].map(([, id = '', event = '', data = '']) => ({
      id,
      event,
      data: JSON.parse(data) as Job,
    }));
  const textOf = (events: Event[]) => events.map(({ data }) => data.text ?? '').join('');

  it('tell the states one after the other and close after the end', async () => {
    const mae = sandbox.as('mae-batch');
    const { id, links } = jobOf(await slowRead(1_000));
    const stream = contract.check(await mae.get(links.events));
    const events = eventsOf(stream);
    expect(stream.headers).toMatchObject({ 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
    expect(events.at(0)).toMatchObject({ event: 'status', data: { id } });
    expect(events.at(-1)).toMatchObject({ event: 'end', data: { id, status: 'succeeded', result: { alive: true } } });
    expect(events.slice(0, -1).map(({ event }) => event)).not.toContain('end');
    const revisions = events.map((one) => Number.parseInt(one.id, 10));
    expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
    expect(new Set(events.map((one) => one.id)).size).toBe(events.length);
    expect(textOf(events)).toMatch(/^INT_MAE_D01\nINT_MAE_D02\nCommand ran successfully\.\n.*was successfully pinged/s);
  });

  it('go on where a watcher lost them, and are over for one that saw the end', async () => {
    const mae = sandbox.as('mae-batch');
    const { links } = jobOf(await slowRead(1_000));
    const events = eventsOf(await mae.get(links.events));
    const log = events.findIndex(({ event }) => event === 'log');
    expect(log).toBeGreaterThan(0);
    const behind = (id = '') => mae.send({ method: 'GET', path: links.events, headers: { 'last-event-id': id } });
    expect(eventsOf(contract.check(await behind(events[log]?.id)))).toEqual(events.slice(log + 1));
    expect(eventsOf(await behind('of another server')).at(-1)).toEqual(events.at(-1));
    expect(contract.check(await behind(events.at(-1)?.id)).status).toBe(204);
  });
});

describe('the list', () => {
  it('pages through all that the caller may see, newest first, each once', async () => {
    const mae = sandbox.as('mae-batch');
    for (let count = 0; count < 3; count += 1) await mae.run('GET', `${REPOSITORIES}?${AT}`);
    const pages: Job[][] = [];
    let token: unknown = '';
    while (token !== undefined) {
      const page = contract.check(await mae.get(`/v1/jobs?pageSize=2${token ? `&pageToken=${token}` : ''}`));
      pages.push(page.body['jobs'] as Job[]);
      token = page.body['nextPageToken'];
    }
    const jobs = pages.flat();
    const all = (await sandbox.allJobs()).filter(({ target }) => target['trigram'] === 'MAE');
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.slice(0, -1).every(({ length }) => length === 2)).toBe(true);
    expect(jobs.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(jobs.map(({ createdAt }) => createdAt)).toEqual(
      jobs
        .map(({ createdAt }) => createdAt)
        .sort()
        .reverse(),
    );
  });
});

describe('who sees a job', () => {
  it.each([
    ['mae-batch', true],
    ['mae-viewer', true],
    ['e2s-ops', true],
    ['rcr-batch', false],
    ['stranger', false],
  ] as const)('of MAE: %s %s', async (client, isVisible) => {
    const { id, links } = await sandbox.as('mae-batch').run('GET', `${REPOSITORIES}?${AT}`);
    const caller = sandbox.as(client);
    const listed = (await caller.get('/v1/jobs?pageSize=100')).body['jobs'] as Job[];
    expect(listed.some((job) => job.id === id)).toBe(isVisible);
    for (const path of [links.self, links.events]) {
      expect(contract.check(await caller.get(path)).status).toBe(isVisible ? 200 : 404);
    }
    expect((await caller.get(`/UUID/${id}`)).status).toBe(isVisible ? 200 : 404);
    const cancelled = contract.check(await caller.send({ method: 'POST', path: `${links.self}/cancel` }));
    expect(cancelled.status).toBe(isVisible ? 200 : 404);
  });
});

describe('cancelling', () => {
  const cancel = (client: 'mae-batch' | 'mae-viewer' | 'rcr-batch' | 'e2s-ops', { links }: Job) =>
    sandbox.as(client).send({ method: 'POST', path: `${links.self}/cancel` });

  it('a queued job: ends at once, and is not run when the worker comes back', async () => {
    const before = sandbox.ledger().length;
    sandbox.freezeWorker('vm', true);
    const rcr = sandbox.as('rcr-batch');
    const job = jobOf(await rcr.send({ method: 'POST', path: RCR_STOP }));
    const other = jobOf(await rcr.send({ method: 'POST', path: `${RCR_STOP}&onConflict=queue` }));
    const queued = await rcr.get(`/UUID/${job.id}`);
    const cancelled = contract.check(await cancel('rcr-batch', job));
    const again = contract.check(await cancel('rcr-batch', job));
    const byOps = await cancel('e2s-ops', other);
    sandbox.freezeWorker('vm', false);
    expect(job.reasonWaiting).toMatch(/zone vm/);
    expect(queued.body).toEqual({ status: 'PENDING', id: job.id, details: expect.any(String) });
    expect([cancelled, again, byOps].map((answer) => [answer.status, jobOf(answer).status])).toEqual([
      [200, 'cancelled'],
      [200, 'cancelled'],
      [200, 'cancelled'],
    ]);
    expect(cancelled.body['links']).not.toHaveProperty('cancel');
    expect((await rcr.get(`/UUID/${job.id}`)).body).toMatchObject({ status: 'REVOKED', details: expect.any(String) });
    // A later job of the same worker is done: it has seen the others, and let them be.
    expect(await rcr.run('GET', RCR_STOP.replace('/stop', ''))).toMatchObject({ result: { enabled: true } });
    expect(
      sandbox
        .ledger()
        .slice(before)
        .map(({ command }) => command),
    ).not.toContain('DisableService');
  });

  it('a running job: 202 with cancelRequestedAt, then cancelled long before its command would end', async () => {
    const mae = sandbox.as('mae-batch');
    const job = jobOf(await slowRead(60_000));
    await isRunning(job);
    const asked = contract.check(await cancel('mae-batch', job));
    const ended = await mae.finish(asked);
    expect(asked.status).toBe(202);
    expect(ended).toMatchObject({ status: 'cancelled', cancelRequestedAt: expect.any(String) });
    expect((await mae.get(`/UUID/${job.id}`)).body).toMatchObject({ status: 'REVOKED' });
  });

  it('who may only read may not cancel', async () => {
    const job = jobOf(await slowRead(2_000));
    await isRunning(job);
    const refused = contract.check(await cancel('mae-viewer', job));
    expect(refused.body).toMatchObject({ status: 403, code: 'PERMISSION_DENIED' });
    expect(await sandbox.as('mae-batch').finish(await sandbox.as('mae-batch').get(job.links.self))).toMatchObject({
      status: 'succeeded',
    });
  });
});
