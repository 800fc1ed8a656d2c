import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Question } from '../../support/api-client.js';
import { Contract } from '../../support/contract.js';
import { useSandbox } from '../../support/sandbox.js';

const DOMAIN = '/v1/trigrams/MAE/domains/DOM_MAE_D01';
const SERVICES = `${DOMAIN}/integration-services`;
const SESSIONS = `${DOMAIN}/repositories/REP_MAE_D01/sessions`;
const AT = 'environment=Development';
const STOP = `${SERVICES}/INT_MAE_D01/stop?${AT}`;
const OLD = '/informatica/trigrams/MAE';
const OLD_AT = 'Environment=Development&Domain%20name=DOM_MAE_D01&Repository_name=REP_MAE_D01';
const OLD_SERVICE = `${OLD}/domains/DOM_MAE_D01/integration-services/INT_MAE_D01`;

const sandbox = useSandbox();
let contract: Contract;
let jobsBefore: number;
let runsBefore: number;
let readStarts: string[];

/** What one good read starts on the host: the measure for all that is refused. */
async function runOneRead(): Promise<void> {
  await sandbox.as('mae-batch').run('GET', `${SERVICES}/INT_MAE_D01?${AT}`);
}

const programs = () => sandbox.ledger().map(({ program, command, phase }) => `${program} ${command} ${phase}`);

beforeAll(async () => {
  contract = await Contract.readFrom(sandbox.with());
  runsBefore = programs().length;
  await runOneRead();
  readStarts = programs().slice(runsBefore);
  jobsBefore = (await sandbox.allJobs()).length;
});

/** A refusal is a problem object that says which field broke which rule. */
function expectFault(answer: Answer, status: number, field: string, rule: RegExp): void {
  const { headers, body } = contract.check(answer);
  expect([answer.status, headers['content-type']]).toEqual([status, 'application/problem+json; charset=utf-8']);
  expect(body).toMatchObject({ status, correlationId: headers['x-correlation-id'] });
  const faults = body['errors'] as { pointer?: string; parameter?: string; detail: string }[];
  const fault = faults.find(({ pointer, parameter }) => (pointer ?? parameter) === field);
  expect(fault?.detail).toMatch(rule);
}

const BAD_NAMES = {
  'shell characters': 'INT;id',
  'a command substitution': '$(id)',
  backticks: '`id`',
  'a variable': '$HOME',
  'a pipe': 'a|b',
  quotes: "a'b",
  'a template': '{{ ansible_user }}',
  'CR and LF': 'INT_MAE_D01\r\nX: y',
  'a line end': 'INT_MAE_D01\n',
  'a leading -': '-dn',
  '200 characters': 'A'.repeat(200),
  'a Cyrillic look-alike': 'IN\u0422_MAE_D01',
  'a full-width look-alike': 'INT_MAE_D0\uff11',
  'a space of no width': 'INT\u200b_MAE_D01',
  'a combining mark': 'INT_MAE_D01\u0301',
  NUL: 'INT\0',
  'a way up': '../..',
  'a percent sign': '%2e',
};
const names = Object.entries(BAD_NAMES);

describe.each(names)('a name with %s', (_, name) => {
  const sent = encodeURIComponent(name);
  it.each([
    ['service', 'GET', `${SERVICES}/${sent}?${AT}`],
    ['service', 'POST', `${SERVICES}/${sent}/stop?${AT}`],
    ['repository', 'GET', `${DOMAIN}/repositories/${sent}/sessions?${AT}`],
    ['connectionId', 'DELETE', `${SESSIONS}/${sent}?${AT}`],
    ['user', 'DELETE', `${SESSIONS}?${AT}&user=${sent}`],
    ['domain', 'GET', `/v1/trigrams/MAE/domains/${sent}/repositories?${AT}`],
    ['trigram', 'GET', `/v1/trigrams/${sent}/domains`],
    ['environment', 'GET', `${SERVICES}?environment=${sent}`],
    ['IS_name', 'PUT', `${OLD}/domains/DOM_MAE_D01/integration-services/${sent}?${OLD_AT}&action=stop`],
    [
      'Repository_name',
      'DELETE',
      `${OLD}/sessions/15?Environment=Development&Domain%20name=DOM_MAE_D01&Repository_name=${sent}`,
    ],
    ['user', 'DELETE', `${OLD}/sessions/${sent}?${OLD_AT}`],
  ])('as %s: %s', async (field, method, path) => {
    expectFault(await sandbox.as('mae-batch').send({ method, path }), 400, field, / must /);
  });
});

describe('a place that is not there', () => {
  it.each([
    ['unknown domain', `/v1/trigrams/MAE/domains/DOM_NONE/repositories?${AT}`, 404, 'DOMAIN_NOT_FOUND'],
    ['environment without it', `${SERVICES}?environment=Production`, 404, 'DOMAIN_NOT_FOUND'],
    ['unknown trigram', '/v1/trigrams/ZZZ/domains', 404, 'TRIGRAM_NOT_FOUND'],
    [
      'trigram that owns nothing there',
      `/v1/trigrams/ZZZ/domains/DOM_MAE_D01/repositories?${AT}`,
      403,
      'PERMISSION_DENIED',
    ],
    [
      'unknown domain, old route',
      `${OLD}/domains/DOM_NONE/integration-services/?Environment=Development`,
      404,
      'DOMAIN_NOT_FOUND',
    ],
    ['unknown job', '/v1/jobs/00000000-0000-4000-8000-000000000000', 404, 'JOB_NOT_FOUND'],
  ])('%s', async (_, path, status, code) => {
    const answer = contract.check(await sandbox.as('mae-batch').get(path));
    expect(answer.body).toMatchObject({ status, code, detail: expect.stringMatching(/\w+ \w+/) });
  });

  it.each([
    ['POST', `${SERVICES}/INT_MAE_D01/kill?${AT}`],
    ['GET', '/'],
    ['GET', '/v2/jobs'],
  ])('route %s %s', async (method, path) => {
    const { status, headers, body } = await sandbox.as('mae-batch').send({ method, path });
    expect([status, headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
    expect(body).toMatchObject({ code: 'ROUTE_NOT_FOUND', correlationId: headers['x-correlation-id'] });
  });
});

describe('a parameter or field that breaks its rule', () => {
  const json = (body: string | object): Partial<Question> => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  it.each<[string, string, RegExp, Partial<Question>]>([
    ['no environment', 'environment', /Development, Homologation or Production/, { path: SERVICES }],
    ['unknown environment', 'environment', /Homologation/, { path: `${SERVICES}?environment=Staging` }],
    ['two environments', 'environment', /must be/, { path: `${SERVICES}?${AT}&${AT}` }],
    [
      'host of another domain',
      'host',
      /one of etl-mae-d01/,
      { path: `${SERVICES}?${AT}&host=etl-rcr-p01.sandbox.socgen` },
    ],
    ['wrong suffix', 'host', /end in \.socgen/, { path: `${SERVICES}?${AT}&host=evil.example.com` }],
    ['suffix in the middle', 'host', /end in/, { path: `${SERVICES}?${AT}&host=a.socgen.example.com` }],
    ['unknown query parameter', 'hots', /is not known here/, { path: `${SERVICES}?${AT}&hots=a` }],
    ['parameter where none is known', 'all', /is not known here/, { path: '/v1/permissions?all=1' }],
    ['no user', 'user', /must be/, { method: 'DELETE', path: `${SESSIONS}?${AT}` }],
    ['force that is no flag', 'force', /true or false/, { method: 'DELETE', path: `${SESSIONS}/15?${AT}&force=yes` }],
    ['id with a leading 0', 'connectionId', /begin with 0/, { method: 'DELETE', path: `${SESSIONS}/015?${AT}` }],
    ['unknown field', '/reason', /is not known here/, json({ mode: 'stop', reason: 'x' })],
    ['unknown mode', '/mode', /complete, stop, abort/, json({ mode: 'kill' })],
    ['mode of another type', '/mode', /must be/, json({ mode: ['stop'] })],
    ['array as body', '', /JSON object/, json([])],
    ['text as body', '', /JSON object/, json('"stop"')],
    ['page of 0', 'pageSize', /less than 1/, { path: '/v1/jobs?pageSize=0' }],
    ['page token of our own making', 'pageToken', /nextPageToken/, { path: '/v1/jobs?pageToken=../x' }],
    ['job id that is none', 'id', /UUID/, { path: '/v1/jobs/1' }],
    ['old: no environment', 'Environment', /Homologation/, { path: `${OLD}/sessions/?Domain%20name=DOM_MAE_D01` }],
    ['old: no domain', 'Domain name', /must be/, { path: `${OLD}/sessions/?Environment=Development` }],
    [
      'old: host elsewhere',
      'Domain Host name',
      /one of/,
      { path: `${OLD}/sessions/?${OLD_AT}&Domain%20Host%20name=x.socgen` },
    ],
    [
      'old: unknown action',
      '/action',
      /Start or Stop/,
      { ...json({ action: 'Restart' }), method: 'PUT', path: `${OLD_SERVICE}?${OLD_AT}` },
    ],
    ['old: no action', '/action', /Start or Stop/, { method: 'PUT', path: `${OLD_SERVICE}?${OLD_AT}` }],
  ])('%s', async (_, field, rule, question) => {
    expectFault(await sandbox.as('mae-batch').send({ path: STOP, ...question }), 400, field, rule);
  });

  it.each(['%', '%zz', '%ff', '%c0%af', 'A'.repeat(1_500)])('a path with %s', async (part) => {
    const answer = await sandbox.as('mae-batch').get(`${SERVICES}/${part}?${AT}`);
    expectFault(answer, 400, 'path', /percent-encoded/);
  });
});

describe('a body that cannot be read', () => {
  it.each([
    ['text/plain', '{"mode":"stop"}', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['application/x-www-form-urlencoded', 'mode=stop', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['application/xml', '<mode/>', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['application/json', '{"mode":', 400, 'MALFORMED_BODY'],
    ['application/json', 'mode=stop', 400, 'MALFORMED_BODY'],
    ['application/json', '{"__proto__":{"mode":"stop"}}', 400, 'MALFORMED_BODY'],
    ['application/json', `{"mode":"${'a'.repeat(20_000)}"}`, 413, 'BODY_TOO_LARGE'],
  ])('%s %.20s: %i', async (type, body, status, code) => {
    const question = { method: 'POST', path: STOP, headers: { 'content-type': type }, body };
    const answer = contract.check(await sandbox.as('mae-batch').send(question));
    expect(answer.body).toMatchObject({ status, code });
  });
});

describe('after all of these', () => {
  it('nothing was queued and nothing ran', async () => {
    // Whatever was queued by mistake has begun once a later job of the same worker has ended.
    await runOneRead();
    expect((await sandbox.allJobs()).length - jobsBefore).toBe(1);
    const started = programs().slice(runsBefore);
    expect(started.sort()).toEqual([...readStarts, ...readStarts].sort());
  });
});
