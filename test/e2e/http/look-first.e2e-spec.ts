import { beforeAll, describe, expect, jest } from '@jest/globals';
import { ApiClient } from '../../support/api-client.js';
import { Contract } from '../../support/contract.js';
import { OTHER_SERVICE, REPOSITORY, SERVICE } from '../../support/stack/estate.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { foreignRoutes, routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitFor, waitUntil } from '../../support/wait-until.js';

jest.setTimeout(120_000);

const SLOW_MS = 2_000;
const TICKET = 'CHG0012345';

/** The members of a plan that tests look at. */
interface Plan {
  validateOnly: true;
  notAfter: string;
  served?: boolean;
  reasonWaiting?: string;
  conflict?: { holder: string; outcome: string; ahead: number; heldBy: string };
  steps: { phase: string; commands: { program: string; args: string[] }[] }[];
  affected?: { basis: string; job?: string; connections?: { user: string }[]; service?: object; note: string };
  links: { read?: string };
  reason?: string;
}

/** The members of a user connection that tests look at. */
interface Session {
  connectionId: string;
  user: string;
  application: string;
  service: string;
  loginTime: string;
}

const { stack, api, host, test } = useStack({
  settings: {
    CHANGE_REASON_PATTERN: '(CHG|INC)\\d{7}',
    CHANGE_REASON_REQUIRED_IN: 'Production',
    JOB_NOT_AFTER_MAX_MS: '1800000',
  },
});

const planned = (path: string): string => `${path}&validateOnly=true`;
const plan = async (method: string, path: string): Promise<Plan> => {
  const { status, body } = await api().ask<Plan>(method, planned(path));
  expect([status, body]).toEqual([200, expect.objectContaining({ validateOnly: true })]);
  return body;
};
const jobsKept = async (): Promise<number> => {
  const { body } = await api().ask<{ jobs: Job[] }>('GET', '/v1/jobs?pageSize=100', { as: 'ops' });
  return body.jobs.length;
};
const answered = (path: string) =>
  waitFor('its record', () =>
    stack().audit.records.find(
      ({ event, details }) =>
        event === 'request.answered' && details['validateOnly'] === true && details['path'] === path.split('?')[0],
    ),
  );
const sessions = async (): Promise<Session[]> => {
  const { result } = await api().run('GET', routes.sessions());
  return (result as { sessions: Session[] }).sessions;
};
const commandsOf = ({ steps }: Plan, phase: string): string[] =>
  steps
    .filter((step) => step.phase === phase)
    .flatMap(({ commands }) => commands.map(({ program, args }) => [program, ...args].join(' ')));

describe('validateOnly', () => {
  let contract: Contract;
  let client: ApiClient;
  beforeAll(async () => {
    client = new ApiClient(stack().apps.port, await stack().parts.issuer.tokenFor('operator'));
    contract = await Contract.readFrom(client);
  });

  test('each of the nine operations tells its plan; nothing is queued, nothing is run', async () => {
    const before = await jobsKept();
    const nine: [string, string][] = [
      ['GET', routes.services()],
      ['GET', routes.service(SERVICE)],
      ['POST', routes.change(SERVICE, 'start')],
      ['POST', routes.change(SERVICE, 'stop')],
      ['POST', routes.change(SERVICE, 'restart')],
      ['GET', routes.repositories()],
      ['GET', routes.sessions()],
      ['DELETE', routes.session('15')],
      ['DELETE', routes.sessionsOf('adupont')],
    ];
    for (const [method, path] of nine) {
      const answer = contract.check(await client.send({ method, path: planned(path) }));
      expect([path, answer.status, answer.body]).toEqual([path, 200, expect.objectContaining({ validateOnly: true })]);
      expect(answer.headers.location).toBeUndefined();
    }
    expect([await jobsKept(), host().ledger]).toEqual([before, []]);
  });

  test('a stop: its commands without a secret, its deadline, and its record', async () => {
    const path = routes.change(SERVICE, 'stop');
    const told = await plan('POST', `${path}&reason=${TICKET}&notAfter=${inSeconds(900)}`);
    expect(told).toMatchObject({ served: true, reason: TICKET, notAfter: expect.stringMatching(/Z$/) });
    expect(commandsOf(told, 'effect')).toEqual([`infacmd.sh isp DisableService -sn ${SERVICE} -mo Complete`]);
    expect(JSON.stringify(told)).not.toContain(host().technical.user);
    expect(told.conflict).toBeUndefined();
    const record = await answered(path);
    expect([record.response_http_code, record.job_id]).toEqual([200, undefined]);
    expect(stack().audit.records.filter(({ event }) => event === 'job.decided')).toEqual([]);
  });

  test('no Idempotency-Key is used up, but its form is checked', async () => {
    const path = routes.change(SERVICE, 'start');
    const headers = { 'idempotency-key': 'looked-first' };
    expect((await api().ask('POST', planned(path), { headers })).status).toBe(200);
    const real = await api().ask('POST', path, { headers });
    expect([real.status, real.headers.get('idempotency-replayed')]).toEqual([202, null]);
    await api().ended(real.body.id);
    const bad = await api().ask<{ code: string }>('POST', planned(path), { headers: { 'idempotency-key': 'a b' } });
    expect([bad.status, bad.body.code]).toEqual([400, 'VALIDATION_FAILED']);
  });

  test('is refused as the request would be, and marked so', async () => {
    const stop = routes.change(SERVICE, 'stop', 'Homologation');
    const refusals = [
      await api().ask('POST', planned(stop), { as: 'viewer' }),
      await api().ask('POST', planned(`${stop}&host=elsewhere.socgen`)),
      await api().ask('POST', planned(routes.change(SERVICE, 'stop', 'Production'))),
      await api().ask('POST', planned(`${stop}&notAfter=2020-01-01T00:00:00Z`)),
      await api().ask('POST', `${stop}&validateOnly=perhaps`),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([403, 400, 400, 400, 400]);
    const record = await waitFor('the record of the 403', () =>
      stack().audit.records.find(({ details, ...one }) => details['validateOnly'] && one.response_http_code === 403),
    );
    expect(record.details).toMatchObject({ validateOnly: true });
  });

  test('says who has the target, and whether the request would be refused or wait', async () => {
    host().behave({
      program: 'infacmd',
      command: 'DisableService',
      target: SERVICE,
      does: 'slow',
      ms: SLOW_MS,
      times: 1,
    });
    const holder = await api().submit('POST', routes.change(SERVICE, 'stop'));
    const start = routes.change(SERVICE, 'start');
    const conflict = {
      holder: `/v1/jobs/${holder.id}`,
      ahead: 1,
      heldBy: expect.stringContaining('stop of operator since'),
    };
    expect(await plan('POST', start)).toMatchObject({ conflict: { ...conflict, outcome: 'refused' } });
    expect(await plan('POST', `${start}&onConflict=queue`)).toMatchObject({
      conflict: { ...conflict, outcome: 'waits' },
    });
    expect((await plan('POST', routes.change(OTHER_SERVICE, 'start'))).conflict).toBeUndefined();
    await api().ended(holder.id);
    expect((await plan('POST', start)).conflict).toBeUndefined();
  });

  test('says that no worker serves the zone', async () => {
    const path = planned(`${foreignRoutes.change('stop')}&reason=${TICKET}`);
    const { body } = await api().ask<Plan>('POST', path, { as: 'neighbour' });
    expect(body).toMatchObject({ served: false, reasonWaiting: 'no worker in zone vm' });
  });

  test('tells who would be affected by what was read last, else where to read it', async () => {
    const kill = routes.sessionsOf('bmoreau');
    const read = await api().run('GET', routes.sessions());
    const { affected, links } = await plan('DELETE', kill);
    const all = (read.result as { sessions: Session[] }).sessions;
    expect(affected).toMatchObject({ basis: 'last-read', readAt: read.finishedAt, job: `/v1/jobs/${read.id}` });
    expect(affected?.connections).toEqual(all.filter(({ user }) => user === 'bmoreau'));
    expect(affected?.connections?.length).toBeGreaterThan(1);
    expect((await api().run('GET', links.read ?? '')).operation).toBe('sessions.list');
    expect((await plan('DELETE', kill.replace(REPOSITORY, 'REP_OTHER'))).affected?.basis).toBe('unknown');
    await api().run('GET', routes.services());
    const stop = await plan('POST', routes.change(OTHER_SERVICE, 'stop'));
    expect(stop.affected).toMatchObject({ basis: 'last-read', service: { name: OTHER_SERVICE, alive: true } });
    expect(stop.affected?.note).toContain('workflows are not read');
  });
});

const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();

describe('notAfter', () => {
  test('is the deadline of the job', async () => {
    const notAfter = inSeconds(1_200);
    const job = await api().run('GET', `${routes.service(SERVICE)}&notAfter=${notAfter}`);
    expect(job).toMatchObject({ status: 'succeeded', notAfter });
  });

  test('must lie ahead, not too far, and be an instant: else 400 with the rule, and no job', async () => {
    const before = await jobsKept();
    for (const [notAfter, rule] of [
      [inSeconds(-60), /must lie ahead/],
      [inSeconds(3_600), /at most 1800 s/],
      ['600', /RFC 3339/],
    ] as const) {
      const { status, body } = await api().ask('POST', `${routes.change(SERVICE, 'stop')}&notAfter=${notAfter}`);
      const errors = [{ parameter: 'notAfter', detail: expect.stringMatching(rule) }];
      expect([status, body]).toEqual([400, expect.objectContaining({ code: 'VALIDATION_FAILED', errors })]);
    }
    expect([await jobsKept(), host().ledger]).toEqual([before, []]);
  });
});

describe('reason', () => {
  test('stands in job, records, log and board', async () => {
    const job = await api().run('POST', `${routes.change(SERVICE, 'start')}&reason=${TICKET}`);
    expect(job).toMatchObject({ status: 'succeeded', reason: TICKET });
    const records = ['job.decided', 'job.started', 'job.finished'].flatMap((event) => stack().audit.of(job.id, event));
    expect(records.map(({ reason }) => reason)).toEqual([TICKET, TICKET, TICKET]);
    await waitUntil('it stands in the log', () => stack().worker().log.includes(`"reason":"${TICKET}"`));
    const board = '/queues/api/queues?activeQueue=informatica%3Adocker&status=latest';
    expect(JSON.stringify((await api().ask('GET', board, { as: 'ops' })).body)).toContain(TICKET);
  });

  test('is required where it is set so, of the form that is set: else 400 with the rule, and no job', async () => {
    const before = await jobsKept();
    const [production, elsewhere] = [routes.change(SERVICE, 'stop', 'Production'), routes.change(SERVICE, 'stop')];
    for (const [path, rule] of [
      [production, /required for changes in Production.*\(CHG\|INC\)/],
      [`${production}&reason=because`, /must be text that matches/],
      [`${elsewhere}&reason=because`, /must be text that matches/],
      [`${elsewhere}&reason=CHG0012345%0A`, /printable/],
    ] as const) {
      const { status, body } = await api().ask('POST', path);
      const errors = [{ parameter: 'reason', detail: expect.stringMatching(rule) }];
      expect([status, body]).toEqual([400, expect.objectContaining({ code: 'VALIDATION_FAILED', errors })]);
    }
    expect(await jobsKept()).toBe(before);
    expect((await api().submit('POST', `${production}&reason=${TICKET}`)).id).toBeTruthy();
  });

  test('is unknown to old callers: where it is required, their change is refused in their own form', async () => {
    const old = (environment: string) =>
      `/informatica/trigrams/MAE/domains/DOM_MAE_D01/integration-services/${SERVICE}?Environment=${environment}`;
    const { status, body } = await api().ask<{ message: string }>('PUT', `${old('Production')}&reason=${TICKET}`, {
      body: { action: 'Start' },
    });
    expect([status, body.message]).toEqual([400, expect.stringMatching(/reason is required.*\/v1/)]);
    expect((await api().ask('PUT', old('Development'), { body: { action: 'Start' } })).status).toBe(202);
  });
});

describe('a kill', () => {
  const query = (guard: Record<string, string>) => `&${new URLSearchParams(guard)}`;

  test('of the connection that the caller saw', async () => {
    const [seen] = await sessions();
    if (!seen) throw new Error('nobody is connected');
    const guard = query({ ifUser: seen.user.toUpperCase(), ifLoginTime: seen.loginTime });
    const job = await api().run('DELETE', routes.session(seen.connectionId) + guard);
    expect(job).toMatchObject({ status: 'succeeded', result: { killed: [{ connectionId: seen.connectionId }] } });
  });

  test('kills nobody where the id was given to somebody else meanwhile', async () => {
    const [seen] = await sessions();
    if (!seen) throw new Error('nobody is connected');
    host().reassign(seen.connectionId, 'zz_new');
    const guard = query({ ifUser: seen.user, ifLoginTime: seen.loginTime });
    const job = await api().run('DELETE', routes.session(seen.connectionId) + guard);
    const found = { connectionId: seen.connectionId, user: 'zz_new', loginTime: seen.loginTime };
    expect([job.status, job.error]).toEqual([
      'failed',
      expect.objectContaining({ code: 'CONNECTION_CHANGED', status: 412, found }),
    ]);
    expect(host().count('killuserconnection', 'start')).toBe(0);
  });

  test('of a service is by force only, of our own not even by force', async () => {
    const held = (await sessions()).find(({ service }) => service !== '');
    const own = routes.sessionsOf(host().technical.user);
    const of = (id = '') => routes.session(id);
    const refused = [
      await api().run('DELETE', of(held?.connectionId)),
      await api().run('DELETE', routes.sessionsOf(held?.user ?? '')),
      await api().run('DELETE', own),
      await api().run('DELETE', `${own}&force=true`),
    ];
    expect(refused.map(({ error }) => [error?.code, error?.['protection']])).toEqual([
      ['CONNECTION_PROTECTED', 'service'],
      ['CONNECTION_PROTECTED', 'service'],
      ['CONNECTION_PROTECTED', 'own-connection'],
      ['CONNECTION_PROTECTED', 'own-connection'],
    ]);
    expect(host().count('killuserconnection', 'start')).toBe(0);
    expect((await api().run('DELETE', `${of(held?.connectionId)}&force=true`)).status).toBe('succeeded');
    await waitUntil('one kill by id', () => host().count('killuserconnection', 'effect', held?.connectionId) === 1);
  });
});
