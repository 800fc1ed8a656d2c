import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type Job, jobOf } from '../support/api-client.js';
import { Contract } from '../support/contract.js';
import { useSandbox } from '../support/sandbox.js';
import { waitFor } from '../support/wait-until.js';

const MAE = '/informatica/trigrams/MAE';
const PLACE = 'Domain%20Host%20name=etl-mae-d01.sandbox.socgen&Domain%20name=DOM_MAE_D01&Environment=Development';
const SERVICES = `${MAE}/domains/DOM_MAE_D01/integration-services`;
const KILL = `${PLACE}&Repository_name=REP_MAE_D01`;

const sandbox = useSandbox();
let contract: Contract;

beforeAll(async () => {
  contract = await Contract.readFrom(sandbox.with());
});

const ask = async (method: string, path: string, body?: object): Promise<Answer> =>
  contract.check(await sandbox.as('mae-batch').send({ method, path, ...(body && { body }) }));

/** As an old caller does it: submit, then ask again and again. */
async function endOf(accepted: Answer): Promise<Answer> {
  const uuid = String(accepted.body['uuid']);
  return waitFor('the task ends', async () => {
    const answer = await ask('GET', `/UUID/${uuid}`);
    return ['PENDING', 'STARTED'].includes(String(answer.body['status'])) ? undefined : answer;
  });
}

const ROUTES: [method: string, path: string, body: object | undefined, operation: string, details: object][] = [
  [
    'GET',
    `${SERVICES}/?${PLACE}`,
    undefined,
    'integration-services.list',
    { services: [{ name: 'INT_MAE_D01' }, { name: 'INT_MAE_D02' }] },
  ],
  [
    'PUT',
    `${SERVICES}/INT_MAE_D02?${PLACE}`,
    { action: 'Stop' },
    'integration-service.stop',
    { changed: true, after: { alive: false } },
  ],
  [
    'PUT',
    `${SERVICES}/INT_MAE_D02?${PLACE}`,
    { action: 'Start' },
    'integration-service.start',
    { changed: true, after: { alive: true } },
  ],
  ['GET', `${MAE}/sessions/?${PLACE}`, undefined, 'repositories.list', { repositories: [{ name: 'REP_MAE_D01' }] }],
  [
    'GET',
    `${MAE}/sessions/REP_MAE_D01?${PLACE}`,
    undefined,
    'sessions.list',
    { sessions: expect.arrayContaining([expect.objectContaining({ user: 'adupont' })]) },
  ],
  ['DELETE', `${MAE}/sessions/15?${KILL}`, undefined, 'session.kill', { killed: [{ connectionId: '15' }] }],
  [
    'DELETE',
    `${MAE}/sessions/bmoreau?${KILL}`,
    undefined,
    'sessions.kill-by-user',
    { killed: expect.arrayContaining([expect.objectContaining({ user: 'bmoreau' })]) },
  ],
];

describe('each old route', () => {
  it.each(ROUTES)('%s %s %j: %s', async (method, path, body, operation, details) => {
    const accepted = await ask(method, path, body);
    const ended = await endOf(accepted);
    const { uuid } = accepted.body;
    expect(accepted.status).toBe(202);
    expect(ended.body).toEqual({ status: 'SUCCESS', id: uuid, details: expect.objectContaining({}) });
    expect(ended.body).toMatchObject({ details });
    const job = jobOf(await sandbox.as('mae-batch').get(`/v1/jobs/${uuid}`));
    expect(job).toMatchObject({
      operation,
      status: 'succeeded',
      target: { trigram: 'MAE', environment: 'Development' },
    });
    expect(ended.body['details']).toEqual(job.result);
  });

  it('Stop is mode complete', async () => {
    await endOf(await ask('PUT', `${SERVICES}/INT_MAE_D01?${PLACE}`, { action: 'sToP' }));
    expect(sandbox.effects('DisableService', 'INT_MAE_D01')).toBe(1);
    await endOf(await ask('PUT', `${SERVICES}/INT_MAE_D01?${PLACE}`, { action: 'start' }));
    expect(sandbox.effects('EnableService', 'INT_MAE_D01')).toBe(1);
  });
});

describe('headers', () => {
  it.each([
    ['GET', `${SERVICES}/?${PLACE}`, 202, /rel="successor-version"/],
    ['GET', `${MAE}/sessions/?Environment=None`, 400, /rel="successor-version"/],
    ['GET', '/UUID/none', 404, /rel="successor-version"/],
  ])('%s %s: deprecated, and where to go', async (method, path, status, link) => {
    const answer = await ask(method, path);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      deprecation: expect.stringMatching(/^@\d{10}$/),
      link: expect.stringMatching(link),
    });
  });

  it('a known task links to its job', async () => {
    const { uuid } = (await ask('GET', `${MAE}/sessions/?${PLACE}`)).body;
    expect((await ask('GET', `/UUID/${uuid}/`)).headers.link).toBe(`</v1/jobs/${uuid}>; rel="canonical"`);
  });

  it('no wait: old callers never asked for one', async () => {
    const headers = { prefer: 'wait=20' };
    expect((await sandbox.as('mae-batch').get(`${MAE}/sessions/?${PLACE}`, headers)).status).toBe(202);
  });
});

describe('/UUID', () => {
  const status = async (id: string) => (await ask('GET', `/UUID/${id}`)).body;

  it('STARTED with a sentence while it runs, then SUCCESS', async () => {
    sandbox.misbehave({ program: 'infacmd', command: 'ListServices', does: 'slow', ms: 2_000, times: 1 });
    const accepted = await ask('GET', `${SERVICES}/?${PLACE}`);
    const id = String(accepted.body['uuid']);
    const started = await waitFor('it runs', async () => {
      const body = await status(id);
      return body['status'] === 'STARTED' ? body : undefined;
    });
    expect(started).toEqual({ status: 'STARTED', id, details: expect.stringMatching(/\w+ \w+/) });
    expect((await endOf(accepted)).body).toMatchObject({ status: 'SUCCESS', details: { services: [{}, {}] } });
    expect(await status(id.toUpperCase())).toMatchObject({ status: 'SUCCESS' });
  });

  it.each([
    ['PUT', `${SERVICES}/INT_NONE?${PLACE}&action=stop`, /INT_NONE/],
    ['DELETE', `${MAE}/sessions/999999?${KILL}`, /no user connection 999999/],
    ['DELETE', `${MAE}/sessions/svc_int_mae_d01?${KILL}`, /belongs to a service/],
  ])('FAILURE with the reason: %s %s', async (method, path, reason) => {
    const { body } = await endOf(await ask(method, path));
    expect(body).toMatchObject({ status: 'FAILURE', details: expect.stringMatching(reason) });
  });

  it('PENDING before a worker takes it, REVOKED once it was cancelled', async () => {
    sandbox.freezeWorker('docker', true);
    const { uuid } = (await ask('GET', `${MAE}/sessions/?${PLACE}`)).body;
    const id = String(uuid);
    const pending = await status(id);
    await sandbox.as('mae-batch').send({ method: 'POST', path: `/v1/jobs/${id}/cancel` });
    const revoked = await status(id);
    sandbox.freezeWorker('docker', false);
    expect(pending).toEqual({ status: 'PENDING', id, details: expect.stringMatching(/\w+ \w+/) });
    expect(revoked).toEqual({ status: 'REVOKED', id, details: expect.stringMatching(/\w+ \w+/) });
    expect(revoked['details']).not.toBe(pending['details']);
  });
});

describe('errors', () => {
  it.each([
    ['GET', `${MAE}/sessions/?Domain%20name=DOM_NONE&Environment=Development`, 404],
    ['GET', `${MAE}/sessions/?Domain%20name=DOM_MAE_D01&Environment=Test`, 400],
    ['DELETE', `${MAE}/sessions/0?${KILL}`, 400],
    ['DELETE', `${MAE}/sessions/15?${PLACE}`, 400],
    ['GET', `/informatica/trigrams/RCR/sessions/?${PLACE}`, 403],
  ])('%s %s: a problem with the message that old callers read', async (method, path, code) => {
    const { status, headers, body } = await ask(method, path);
    expect(status).toBe(code);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(body).toMatchObject({ status: code, message: body['detail'], detail: expect.stringMatching(/\w+ \w+/) });
  });

  it('401 too, on every old path', async () => {
    for (const path of [`${MAE}/sessions/?${PLACE}`, '/UUID/none']) {
      const { status, body } = contract.check(await sandbox.with().get(path));
      expect([status, body['message']]).toEqual([401, body['detail']]);
    }
  });

  it('nobody else learns of a task', async () => {
    const job: Job = await sandbox
      .as('mae-batch')
      .finish(
        await sandbox.as('mae-batch').get('/v1/trigrams/MAE/domains/DOM_MAE_D01/repositories?environment=Development'),
      );
    const { status, body } = contract.check(await sandbox.as('rcr-batch').get(`/UUID/${job.id}`));
    expect([status, body]).toEqual([404, { id: job.id, details: 'The task does not exist' }]);
  });
});

interface Pair {
  name: string;
  request: { method: string; path: string; contentType?: string; body?: string };
  answer: { status: number; body: object };
  /** What `/UUID` says of it in the end. */
  task?: object;
}

const pairs = JSON.parse(readFileSync(join(import.meta.dirname, 'recorded-pairs.json'), 'utf8')) as Pair[];
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
const recorded = (text: string): string => text.replaceAll(UUID, '<uuid>').replaceAll(TIME, '<time>');

/** What old callers sent and what they are answered, byte for byte but for ids and times: members in this order, none added. */
describe('recorded pairs', () => {
  it.each(pairs)('$name', async ({ request: { method, path, contentType, body }, answer, task }) => {
    const sentAs = contentType ? { 'content-type': contentType } : {};
    const accepted = await sandbox.as('mae-batch').send({ method, path, headers: sentAs, ...(body && { body }) });
    const { status, headers, text } = accepted;
    expect([status, recorded(text)]).toEqual([answer.status, JSON.stringify(answer.body)]);
    const isProblem = 'message' in answer.body;
    expect(headers).toMatchObject({
      'content-type': `application/${isProblem ? 'problem+json' : 'json'}; charset=utf-8`,
      deprecation: expect.stringMatching(/^@\d{10}$/),
      link: '</docs>; rel="successor-version"',
    });
    if (task) expect(recorded((await endOf(accepted)).text)).toBe(JSON.stringify(task));
  });
});
