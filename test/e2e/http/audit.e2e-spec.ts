import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { jobOf } from '../../support/api-client.js';
import { type AuditRecord, CLIENTS, stateFolder, useSandbox } from '../../support/sandbox.js';
import { waitFor } from '../../support/wait-until.js';

const AT = 'environment=Development';
const SERVICES = '/v1/trigrams/MAE/domains/DOM_MAE_D01/integration-services';
const OLD = '/informatica/trigrams/MAE';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The keys that readers of the replaced system expect in each record. */
const OLD_KEYS = ['correlation_id', 'event', 'response_http_code', 'response_message', 'details'];

const sandbox = useSandbox();

/** Records of answers and reads are written a moment later. */
const recordsOf = (correlationId: string, count: number): Promise<AuditRecord[]> =>
  waitFor(`${count} records of ${correlationId}`, () => {
    const found = sandbox.auditRecords().filter((record) => record.correlation_id === correlationId);
    return found.length >= count ? found : undefined;
  });

describe('the correlation id', () => {
  it.each(['order-4711', 'A'.repeat(64), 'a.b:c_d-e', '0af76519-16cd-43dd-8448-eb211c80319c'])(
    '%s is taken and echoed',
    async (id) => {
      const { headers } = await sandbox.as('mae-batch').get('/v1/permissions', { 'x-correlation-id': id });
      expect(headers['x-correlation-id']).toBe(id);
    },
  );

  it.each(['short', 'A'.repeat(65), 'with a space', '{{ 7*7 }}', '$(id)-12345', 'caf\u00e9-1234', '-leading-dash'])(
    '"%s" is replaced',
    async (id) => {
      const { headers } = await sandbox.as('mae-batch').get('/v1/permissions', { 'x-correlation-id': id });
      expect(headers['x-correlation-id']).toMatch(UUID);
    },
  );

  it.each(['/v1/permissions', '/v1/no-such-route', '/health/live', '/docs', '/v1/%zz', '/queues'])(
    'is made for GET %s where there is none',
    async (path) => {
      const ids = [await sandbox.with().get(path), await sandbox.with().get(path)].map(
        ({ headers }) => headers['x-correlation-id'],
      );
      expect(ids).toEqual([expect.stringMatching(UUID), expect.stringMatching(UUID)]);
      expect(ids[0]).not.toBe(ids[1]);
    },
  );
});

describe('every answer has its record', () => {
  it.each([
    ['mae-batch', 'GET', '/v1/jobs', 200],
    ['mae-batch', 'GET', `${SERVICES}?${AT}`, 202],
    ['mae-batch', 'GET', `${SERVICES}?environment=None`, 400],
    ['mae-batch', 'GET', `${SERVICES}/%24(id)?${AT}`, 400],
    ['mae-batch', 'GET', '/v1/%zz', 400],
    [undefined, 'POST', `${SERVICES}/INT_MAE_D01/stop?${AT}`, 401],
    ['mae-viewer', 'POST', `${SERVICES}/INT_MAE_D01/stop?${AT}`, 403],
    ['rcr-batch', 'GET', `${SERVICES}?${AT}`, 403],
    ['mae-batch', 'GET', '/queues', 403],
    ['mae-batch', 'GET', '/v1/no-such-route', 404],
    ['mae-batch', 'GET', '/v1/jobs/00000000-0000-4000-8000-000000000000', 404],
    ['mae-batch', 'GET', `${OLD}/sessions/?Domain%20name=DOM_MAE_D01&${AT.replace('e', 'E')}`, 202],
    ['mae-batch', 'GET', '/UUID/none', 404],
    ['stranger', 'GET', `${OLD}/sessions/?Domain%20name=DOM_MAE_D01&${AT.replace('e', 'E')}`, 403],
  ] as const)('%s %s %s: %i', async (client, method, path, status) => {
    const caller = client ? sandbox.as(client) : sandbox.with();
    const answer = await caller.send({ method, path });
    const id = String(answer.headers['x-correlation-id']);
    const record = await waitFor('the record', async () =>
      (await recordsOf(id, 1)).find(({ event }) => event === 'request.answered'),
    );
    expect(answer.status).toBe(status);
    expect(record).toMatchObject({
      response_http_code: status,
      response_message: expect.stringMatching(status < 400 ? /./ : /^[A-Z_]+: |^answered$/),
      details: { method, path: path.split('?')[0] },
    });
    expect(Object.keys(record)).toEqual(expect.arrayContaining(OLD_KEYS));
    const subject = client &&
      path !== '/v1/%zz' &&
      path !== '/v1/no-such-route' && { login: client, client_id: client };
    expect(record['subject']).toEqual(subject || undefined);
    const all = sandbox.auditRecords().filter((one) => one.correlation_id === id && one.event === 'request.answered');
    expect(all).toHaveLength(1);
  });

  it.each(['/docs', '/health/live', '/health/ready', '/metrics', '/docs-json'])('but not %s', async (path) => {
    const { headers } = await sandbox.with().get(path);
    // A later answer is recorded: this one would be too.
    await recordsOf(String((await sandbox.as('mae-batch').get('/v1/jobs')).headers['x-correlation-id']), 1);
    expect(sandbox.auditRecords().filter((one) => one.correlation_id === headers['x-correlation-id'])).toEqual([]);
  });
});

describe('a job', () => {
  const ENDS = [
    ['a change', 'POST', `${SERVICES}/INT_MAE_D01/restart?${AT}`, 'succeeded'],
    ['a read', 'GET', `${SERVICES}?${AT}`, 'succeeded'],
    ['one that fails', 'POST', `${SERVICES}/INT_NONE/stop?${AT}`, 'failed'],
  ] as const;
  it.each(ENDS)(
    '%s: decision, start, outcome, in this order, and both apps log its id',
    async (_, method, path, status) => {
      const mae = sandbox.as('mae-batch');
      const correlationId = `audit-${method}-${status}`;
      const headers = { 'x-correlation-id': correlationId };
      const job = await mae.finish(await mae.send({ method, path, headers }));
      const records = (await recordsOf(correlationId, 4)).filter(({ job_id }) => job_id === job.id);
      const ofJob = records
        .filter(({ event }) => event.startsWith('job.'))
        .sort((left, right) => String(left['ts']).localeCompare(String(right['ts'])));
      expect(job.status).toBe(status);
      expect(ofJob.map(({ event, app }) => [event, app])).toEqual([
        ['job.decided', 'api'],
        ['job.started', 'worker'],
        ['job.finished', 'worker'],
      ]);
      const subject = { login: 'mae-batch', client_id: 'mae-batch' };
      const target = { trigram: 'MAE', domain: 'DOM_MAE_D01', host: 'etl-mae-d01.sandbox.socgen' };
      for (const record of ofJob) expect(record).toMatchObject({ subject, target, response_http_code: null });
      expect(ofJob[0]).toMatchObject({
        decision: { allowed: true, rule: { group: 'ETL_MAE_OPERATE', source: 'GCR.csv:2' } },
      });
      expect(ofJob[2]).toMatchObject({ outcome: status });
      for (const log of ['api.log', 'worker-docker.log']) {
        await waitFor(`the id in ${log}`, () => sandbox.read(log).includes(correlationId));
      }
    },
  );

  it('a cancelled one: the cancel is recorded too', async () => {
    sandbox.freezeWorker('vm', true);
    const rcr = sandbox.as('rcr-batch');
    const path = '/v1/trigrams/RCR/domains/DOM_RCR_P01/repositories?environment=Production';
    const { id, links } = jobOf(await rcr.get(path));
    const cancel = await sandbox.as('e2s-ops').send({ method: 'POST', path: `${links.self}/cancel` });
    sandbox.freezeWorker('vm', false);
    const records = await recordsOf(String(cancel.headers['x-correlation-id']), 2);
    const found = records.find(({ event }) => event === 'job.cancelled');
    expect(found).toMatchObject({ job_id: id, subject: { login: 'e2s-ops' }, target: { zone: 'vm' } });
  });
});

describe('all records and logs of the run', () => {
  it('are whole lines with the old keys, unique ids and ISO times', () => {
    const records = sandbox.auditRecords();
    expect(records.length).toBeGreaterThan(40);
    for (const record of records) {
      expect(Object.keys(record)).toEqual(expect.arrayContaining(OLD_KEYS));
      expect(record['ts']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
    expect(new Set(records.map((record) => record['id'])).size).toBe(records.length);
  });

  it('hold no token, no key and no password, and nobody else may read the records', () => {
    const [, ...credentials] = sandbox.read('worker-docker/informatica.csv').trim().split('\n');
    const key = sandbox.read('worker-docker/id_ed25519').split('\n')[2] ?? '';
    const password = credentials[0]?.split(',').at(-1) ?? '';
    const secrets = [
      ...CLIENTS.map((client) => sandbox.token(client)),
      password,
      key,
      '-secret',
      'Bearer ey',
      'PRIVATE KEY',
    ];
    expect(Math.min(...secrets.map(({ length }) => length))).toBeGreaterThan(6);
    const folder = stateFolder(sandbox.port);
    const audits = readdirSync(join(folder, 'audit')).map((file) => join(folder, 'audit', file));
    const logs = readdirSync(folder).filter((file) => file.endsWith('.log'));
    for (const file of [...audits, ...logs.map((log) => join(folder, log))]) {
      const text = readFileSync(file, 'utf8');
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    }
    expect(audits).toHaveLength(3);
    for (const file of audits) expect(statSync(file).mode & 0o077).toBe(0);
  });
});
