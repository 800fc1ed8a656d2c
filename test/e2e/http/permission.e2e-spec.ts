import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Job } from '../../support/api-client.js';
import { Contract } from '../../support/contract.js';
import { CLIENTS, useSandbox } from '../../support/sandbox.js';

const sandbox = useSandbox();
let contract: Contract;

/** Jobs stay queued here: who may submit them is the question, not what they do. */
beforeAll(async () => {
  contract = await Contract.readFrom(sandbox.with());
  for (const zone of ['docker', 'vm'] as const) sandbox.freezeWorker(zone, true);
});

type Route = [method: string, path: string];

const inMae = (rest: string) => `/v1/trigrams/MAE/domains/DOM_MAE_D01/${rest}environment=Development`;
const inRcr = (rest: string) => `/v1/trigrams/RCR/domains/DOM_RCR_P01/${rest}environment=Production`;
const oldMae = (rest: string) => `/informatica/trigrams/MAE/${rest}Environment=Development&Domain%20name=DOM_MAE_D01`;
const REPOSITORY = 'Repository_name=REP_MAE_D01&';

const READS_OF_MAE: Route[] = [
  ['GET', inMae('integration-services?')],
  ['GET', inMae('integration-services/INT_MAE_D01?')],
  ['GET', inMae('repositories?')],
  ['GET', inMae('repositories/REP_MAE_D01/sessions?')],
  ['GET', oldMae('domains/DOM_MAE_D01/integration-services/?')],
  ['GET', oldMae('sessions/?')],
  ['GET', oldMae('sessions/REP_MAE_D01?')],
];
const CHANGES_OF_MAE: Route[] = [
  ['POST', inMae('integration-services/INT_MAE_D01/start?onConflict=queue&')],
  ['POST', inMae('integration-services/INT_MAE_D01/stop?onConflict=queue&')],
  ['POST', inMae('integration-services/INT_MAE_D01/restart?onConflict=queue&')],
  ['DELETE', inMae('repositories/REP_MAE_D01/sessions/15?onConflict=queue&')],
  ['DELETE', inMae('repositories/REP_MAE_D01/sessions?user=adupont&onConflict=queue&')],
  ['PUT', oldMae('domains/DOM_MAE_D01/integration-services/INT_MAE_D01?action=Stop&')],
  ['DELETE', oldMae(`sessions/adupont?${REPOSITORY}`)],
  ['DELETE', oldMae(`sessions/15?${REPOSITORY}`)],
];
const ALL_OF_RCR: Route[] = [
  ['GET', inRcr('integration-services?')],
  ['POST', inRcr('integration-services/INT_RCR_P01/stop?onConflict=queue&')],
  ['DELETE', inRcr('repositories/REP_RCR_P01/sessions?user=fgarnier&onConflict=queue&')],
];
/** Somebody else's domain under one's own trigram's path, or under a third one's. */
const ACROSS: Route[] = [
  ['GET', '/v1/trigrams/RCR/domains/DOM_MAE_D01/integration-services?environment=Development'],
  ['POST', '/v1/trigrams/RCR/domains/DOM_MAE_D01/integration-services/INT_MAE_D01/stop?environment=Development'],
  ['GET', '/v1/trigrams/MAE/domains/DOM_RCR_P01/integration-services?environment=Production'],
  ['POST', '/v1/trigrams/MAE/domains/DOM_RCR_P01/integration-services/INT_RCR_P01/stop?environment=Production'],
  ['GET', '/v1/trigrams/E2S/domains/DOM_MAE_D01/integration-services?environment=Development'],
  ['GET', '/informatica/trigrams/RCR/domains/DOM_MAE_D01/integration-services/?Environment=Development'],
  ['DELETE', oldMae(`sessions/15?${REPOSITORY}`).replace('trigrams/MAE', 'trigrams/RCR')],
];

/** In the order of CLIENTS: mae-batch, rcr-batch, mae-viewer, e2s-ops, stranger. */
const READ_MAE = [202, 403, 202, 202, 403];
const CHANGE_MAE = [202, 403, 403, 202, 403];
const USE_RCR = [403, 202, 403, 202, 403];
const NOBODY = [403, 403, 403, 403, 403];

describe.each([
  ['reads of MAE', READS_OF_MAE, READ_MAE],
  ['changes of MAE', CHANGES_OF_MAE, CHANGE_MAE],
  ['all of RCR', ALL_OF_RCR, USE_RCR],
  ["another's domain", ACROSS, NOBODY],
] as const)('%s', (_, routes, expected) => {
  it.each(routes)('%s %s', async (method, path) => {
    const before = (await sandbox.allJobs()).length;
    const statuses: number[] = [];
    for (const client of CLIENTS) {
      const answer = contract.check(await sandbox.as(client).send({ method, path }));
      statuses.push(answer.status);
      if (answer.status === 403)
        expect(answer.body).toMatchObject({ code: 'PERMISSION_DENIED', detail: expect.stringMatching(/\w+ \w+/) });
    }
    expect(statuses).toEqual(expected);
    expect((await sandbox.allJobs()).length - before).toBe(expected.filter((status) => status === 202).length);
  });
});

describe('what is seen', () => {
  const MAE = { domain: 'DOM_MAE_D01', environment: 'Development' };
  const RCR = { domain: 'DOM_RCR_P01', environment: 'Production' };
  it.each([
    ['mae-batch', [{ trigram: 'MAE', ...MAE, level: 'operate' }]],
    ['mae-viewer', [{ trigram: 'MAE', ...MAE, level: 'read' }]],
    ['rcr-batch', [{ trigram: 'RCR', ...RCR, level: 'operate' }]],
    [
      'e2s-ops',
      [
        { trigram: 'MAE', ...MAE, level: 'operate' },
        { trigram: 'RCR', ...RCR, level: 'operate' },
      ],
    ],
    ['stranger', []],
  ] as const)('%s may do, and why', async (client, permissions) => {
    const { body } = contract.check(await sandbox.as(client).get('/v1/permissions'));
    const because = permissions.map((one) => ({
      ...one,
      reason: expect.stringMatching(/^Your group ETL_.+GCR\.csv:\d/),
      rule: expect.objectContaining({ source: expect.stringMatching(/^GCR\.csv:\d+$/) }),
    }));
    const directory = { ageS: expect.any(Number), isStale: false };
    expect(body).toEqual({ login: client, ops: client === 'e2s-ops', directory, permissions: because });
  });

  it.each([
    ['MAE', [200, 403, 200, 200, 403]],
    ['RCR', [403, 200, 403, 200, 403]],
  ])('domains of %s', async (trigram, expected) => {
    const answers = await Promise.all(
      CLIENTS.map(async (client) => contract.check(await sandbox.as(client).get(`/v1/trigrams/${trigram}/domains`))),
    );
    expect(answers.map(({ status }) => status)).toEqual(expected);
    const zone = trigram === 'MAE' ? 'docker' : 'vm';
    for (const { body } of answers.filter(({ status }) => status === 200)) {
      expect(body['domains']).toMatchObject([{ hosts: [{ hostname: expect.stringMatching(/\.socgen$/), zone }] }]);
    }
  });

  it('jobs: each of its own trigram, ops all', async () => {
    const seen = await Promise.all(
      CLIENTS.map(async (client) => {
        const { body } = await sandbox.as(client).get('/v1/jobs?pageSize=100');
        return [...new Set((body['jobs'] as Job[]).map(({ target }) => target['trigram']))].sort();
      }),
    );
    expect(seen).toEqual([['MAE'], ['RCR'], ['MAE'], ['MAE', 'RCR'], []]);
  });
});

describe('the queue board', () => {
  it.each(['/queues', '/queues/', '/queues/api/queues', '/queues/queue/informatica:docker'])('%s', async (path) => {
    const answers = await Promise.all(CLIENTS.map((client) => sandbox.as(client).get(path)));
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 200, 403]);
  });

  it('shows jobs to ops without their signatures, and lets nobody change them', async () => {
    const path = '/queues/api/queues?activeQueue=informatica%3Adocker&status=latest';
    const { text } = await sandbox.as('e2s-ops').get(path);
    expect(text).toContain('integration-service.stop');
    expect(text).not.toMatch(/[0-9a-f]{64}/);
    const clean = { method: 'PUT', path: '/queues/api/queues/informatica%3Adocker/clean/completed' };
    for (const client of ['e2s-ops', 'mae-batch'] as const)
      expect((await sandbox.as(client).send(clean)).status).toBe(403);
  });
});

describe('ops', () => {
  it('may cancel what others have queued', async () => {
    const queued = (await sandbox.allJobs()).filter(({ status }) => status === 'queued');
    const others = queued.filter(({ requestedBy }) => requestedBy.login !== 'e2s-ops');
    expect(others.length).toBeGreaterThan(10);
    for (const { links } of queued) await sandbox.as('e2s-ops').send({ method: 'POST', path: `${links.self}/cancel` });
    expect(new Set((await sandbox.allJobs()).slice(0, queued.length).map(({ status }) => status))).toEqual(
      new Set(['cancelled']),
    );
  });
});
