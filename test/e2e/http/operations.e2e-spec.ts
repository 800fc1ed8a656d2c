import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Job, jobOf } from '../../support/api-client.js';
import { Contract } from '../../support/contract.js';
import { useSandbox } from '../../support/sandbox.js';

const HOST = 'etl-mae-d01.sandbox.socgen';
const DOMAIN = '/v1/trigrams/MAE/domains/DOM_MAE_D01';
const SERVICES = `${DOMAIN}/integration-services`;
const REPOSITORIES = `${DOMAIN}/repositories`;
const SESSIONS = `${REPOSITORIES}/REP_MAE_D01/sessions`;
const AT = 'environment=Development';

const sandbox = useSandbox();
let contract: Contract;

beforeAll(async () => {
  contract = await Contract.readFrom(sandbox.with());
});

const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const up = (name: string, port: number) => ({
  name,
  enabled: true,
  alive: true,
  endpoint: `${HOST}:${port}`,
  readAt: ISO,
});
const down = (name: string) => ({ name, enabled: false, alive: false, readAt: ISO });
const D01 = up('INT_MAE_D01', 6020);
const D02 = up('INT_MAE_D02', 6021);

interface Case {
  operation: string;
  method: string;
  path: string;
  body?: object;
  target?: object;
  result: object;
}

/** All nine, in an order in which each finds the state that it needs. */
const OPERATIONS: Case[] = [
  {
    operation: 'integration-services.list',
    method: 'GET',
    path: `${SERVICES}?${AT}`,
    result: { services: [D01, D02] },
  },
  {
    operation: 'integration-service.get',
    method: 'GET',
    path: `${SERVICES}/INT_MAE_D01?${AT}`,
    target: { service: 'INT_MAE_D01', name: 'INT_MAE_D01' },
    result: D01,
  },
  {
    operation: 'integration-service.stop',
    method: 'POST',
    path: `${SERVICES}/INT_MAE_D02/stop?${AT}`,
    body: { mode: 'abort' },
    target: { service: 'INT_MAE_D02', name: 'INT_MAE_D02' },
    result: { changed: true, before: D02, after: down('INT_MAE_D02') },
  },
  {
    operation: 'integration-service.start',
    method: 'POST',
    path: `${SERVICES}/INT_MAE_D02/start?${AT}`,
    target: { service: 'INT_MAE_D02', name: 'INT_MAE_D02' },
    result: { changed: true, before: down('INT_MAE_D02'), after: D02 },
  },
  {
    operation: 'integration-service.restart',
    method: 'POST',
    path: `${SERVICES}/INT_MAE_D02/restart?${AT}`,
    body: { mode: 'stop' },
    target: { service: 'INT_MAE_D02', name: 'INT_MAE_D02' },
    result: { changed: true, before: D02, after: D02 },
  },
  {
    operation: 'repositories.list',
    method: 'GET',
    path: `${REPOSITORIES}?${AT}`,
    result: { repositories: [{ name: 'REP_MAE_D01', enabled: true, alive: true }] },
  },
  {
    operation: 'sessions.list',
    method: 'GET',
    path: `${SESSIONS}?${AT}`,
    target: { repository: 'REP_MAE_D01', name: 'REP_MAE_D01' },
    result: {
      sessions: expect.arrayContaining([expect.objectContaining({ connectionId: '15', user: 'adupont' })]),
      utcOffset: expect.stringMatching(/^[+-]\d\d:\d\d$/),
      unread: [],
    },
  },
  {
    operation: 'session.kill',
    method: 'DELETE',
    path: `${SESSIONS}/15?${AT}`,
    target: { repository: 'REP_MAE_D01', connectionId: '15', name: 'REP_MAE_D01' },
    result: { killed: [expect.objectContaining({ connectionId: '15', user: 'adupont' })] },
  },
  {
    operation: 'sessions.kill-by-user',
    method: 'DELETE',
    path: `${SESSIONS}?${AT}&user=nobody`,
    target: { repository: 'REP_MAE_D01', user: 'nobody', name: 'REP_MAE_D01' },
    result: { killed: [] },
  },
];

describe('each operation', () => {
  it.each(OPERATIONS)('$operation: 202, a place to look, then the result', async (asked) => {
    const { operation, method, path, body, target, result } = asked;
    const mae = sandbox.as('mae-batch');
    const accepted = contract.check(await mae.send({ method, path, ...(body && { body }) }));
    const { id, createdAt, notAfter } = jobOf(accepted);
    expect(accepted.status).toBe(202);
    expect(accepted.headers).toMatchObject({
      location: `/v1/jobs/${id}`,
      'operation-location': `http://127.0.0.1:${sandbox.port}/v1/jobs/${id}`,
      'retry-after': '1',
      vary: 'Prefer',
    });
    expect(accepted.headers['preference-applied']).toBeUndefined();
    const place = { trigram: 'MAE', domain: 'DOM_MAE_D01', environment: 'Development', host: HOST, zone: 'docker' };
    expect(accepted.body).toMatchObject({
      operation,
      status: expect.stringMatching(/^(queued|running)$/),
      requestedBy: { login: 'mae-batch', clientId: 'mae-batch' },
      links: { self: `/v1/jobs/${id}`, events: `/v1/jobs/${id}/events`, cancel: `/v1/jobs/${id}/cancel` },
    });
    expect(Date.parse(notAfter) - Date.parse(createdAt)).toBe(600_000);
    await mae.finish(accepted);
    const ended = contract.check(await mae.get(`/v1/jobs/${id}`));
    expect(ended.headers['retry-after']).toBeUndefined();
    expect(ended.body).toMatchObject({ operation, status: 'succeeded', startedAt: ISO, finishedAt: ISO });
    expect(ended.body['target']).toEqual({ ...place, ...target });
    expect(ended.body['result']).toEqual(result);
  });
});

describe('Prefer: wait', () => {
  it.each([
    ['wait=20', 'wait=20'],
    ['respond-async, wait=30', 'wait=30'],
    ['wait=9999', 'wait=60'],
  ])('%s: 200 with the finished job', async (prefer, applied) => {
    const answer = contract.check(await sandbox.as('mae-batch').get(`${SERVICES}/INT_MAE_D01?${AT}`, { prefer }));
    expect([answer.status, jobOf(answer).status]).toEqual([200, 'succeeded']);
    expect(answer.headers).toMatchObject({ 'preference-applied': applied, vary: 'Prefer' });
    expect(answer.headers['retry-after']).toBeUndefined();
  });

  it('202 when the job takes longer', async () => {
    sandbox.misbehave({ program: 'infacmd', command: 'GetServiceStatus', does: 'slow', ms: 3_000, times: 1 });
    const mae = sandbox.as('mae-batch');
    const answer = contract.check(await mae.get(`${SERVICES}/INT_MAE_D01?${AT}`, { prefer: 'wait=1' }));
    expect([answer.status, jobOf(answer).status]).toEqual([202, 'running']);
    expect(answer.headers).toMatchObject({ 'preference-applied': 'wait=1', 'retry-after': '1' });
    expect((await mae.finish(answer)).status).toBe('succeeded');
  });
});

describe('what is already so', () => {
  it.each([
    ['stop', { mode: 'abort' }, 'DisableService'],
    ['start', {}, 'EnableService'],
  ])('a second %s changes nothing', async (action, body, command) => {
    const mae = sandbox.as('mae-batch');
    const before = sandbox.effects(command, 'INT_MAE_D01');
    const first = await mae.run('POST', `${SERVICES}/INT_MAE_D01/${action}?${AT}`, body);
    const second = await mae.run('POST', `${SERVICES}/INT_MAE_D01/${action}?${AT}`, body);
    expect([first.result['changed'], second.result['changed']]).toEqual([true, false]);
    expect(second).toMatchObject({ status: 'succeeded', result: { before: { name: 'INT_MAE_D01' } } });
    expect(sandbox.effects(command, 'INT_MAE_D01') - before).toBe(1);
  });
});

describe('kills', () => {
  const sessions = async () => {
    const { result } = await sandbox.as('mae-batch').run('GET', `${SESSIONS}?${AT}`);
    return result['sessions'] as { connectionId: string; user: string; service: string }[];
  };
  const kill = (rest: string): Promise<Job> => sandbox.as('mae-batch').run('DELETE', `${SESSIONS}${rest}`);

  it('by user, in any case: all of that one, nobody else', async () => {
    const before = await sessions();
    const { result } = await kill(`?${AT}&user=DLEROY`);
    const after = await sessions();
    const killed = result['killed'] as { connectionId: string; user: string }[];
    expect(killed.length).toBeGreaterThan(1);
    expect(new Set(killed.map(({ user }) => user))).toEqual(new Set(['dleroy']));
    expect(before.filter(({ user }) => user === 'dleroy')).toHaveLength(killed.length);
    expect(after.filter(({ user }) => user === 'dleroy')).toEqual([]);
    expect(after.filter(({ user }) => user === 'bmoreau')).toEqual(before.filter(({ user }) => user === 'bmoreau'));
    for (const { connectionId } of killed) expect(sandbox.effects('killuserconnection', connectionId)).toBe(1);
  });

  it("refuses a service's connection, and takes it with force", async () => {
    const { connectionId, user } = (await sessions()).find(({ service }) => service === 'INT_MAE_D01') ?? {};
    const protectedError = { status: 409, code: 'CONNECTION_PROTECTED' };
    expect(await kill(`/${connectionId}?${AT}`)).toMatchObject({ status: 'failed', error: protectedError });
    expect(await kill(`?${AT}&user=${user}`)).toMatchObject({ status: 'failed', error: protectedError });
    expect(sandbox.effects('killuserconnection', `${connectionId}`)).toBe(0);
    expect(await kill(`/${connectionId}?${AT}&force=true`)).toMatchObject({
      status: 'succeeded',
      result: { killed: [{ connectionId, user }] },
    });
    expect(sandbox.effects('killuserconnection', `${connectionId}`)).toBe(1);
  });
});

describe('a job that fails says what is not there', () => {
  it.each([
    ['GET', `${SERVICES}/INT_NO_SUCH?${AT}`, 'SERVICE_NOT_FOUND'],
    ['POST', `${SERVICES}/REP_MAE_D01/stop?${AT}`, 'SERVICE_NOT_FOUND'],
    ['GET', `${REPOSITORIES}/REP_NO_SUCH/sessions?${AT}`, 'REPOSITORY_NOT_FOUND'],
    ['DELETE', `${SESSIONS}/999999?${AT}`, 'CONNECTION_NOT_FOUND'],
  ])('%s %s: %s', async (method, path, code) => {
    const job = await sandbox.as('mae-batch').run(method, path);
    expect(job).toMatchObject({ status: 'failed', error: { status: 404, code } });
    expect(job).not.toHaveProperty('result');
  });
});

describe('spelling', () => {
  it.each([
    ['GET', `/v1/trigrams/mae/domains/DOM_MAE_D01/repositories/?environment=DEVELOPMENT`, {}],
    ['GET', `${REPOSITORIES}?${AT}&host=ETL-MAE-D01.sandbox.SOCGEN`, {}],
    ['POST', `${SERVICES}/INT_MAE_D01/start/?${AT}`, { 'content-type': 'application/json' }],
    ['DELETE', `${SESSIONS}/?${AT}&user=nobody`, {}],
  ])('%s %s', async (method, path, headers) => {
    const answer = contract.check(await sandbox.as('mae-batch').send({ method, path, headers }));
    expect(answer.body).toMatchObject({ target: { trigram: 'MAE', environment: 'Development', host: HOST } });
    expect((await sandbox.as('mae-batch').finish(answer)).status).toBe('succeeded');
  });
});
