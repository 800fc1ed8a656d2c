import { beforeAll, describe, expect, it } from '@jest/globals';
import { Contract } from '../../support/contract.js';
import { type ClientName, useSandbox } from '../../support/sandbox.js';
import { waitFor } from '../../support/wait-until.js';

const sandbox = useSandbox();
let contract: Contract;

beforeAll(async () => {
  contract = await Contract.readFrom(sandbox.with());
});

const ask = async (client: ClientName, question: Record<string, string>) => {
  const path = `/v1/permissions?${new URLSearchParams(question)}`;
  return contract.check(await sandbox.as(client).get(path));
};
const MAE = { domain: 'DOM_MAE_D01', environment: 'Development' };
const STOP = 'integration-service.stop';
const LIST = 'integration-services.list';

describe('one question', () => {
  it.each([
    [
      'mae-batch',
      STOP,
      true,
      /^Your group ETL_MAE_OPERATE carries MAE, which owns DOM_MAE_D01 in Development \(GCR.csv:2\)/,
    ],
    ['mae-viewer', LIST, true, /^Your group ETL_MAE_READ carries MAE/],
    ['mae-viewer', STOP, false, /must carry MAE or E2S with level operate; your groups carry MAE \(read\)/],
    ['e2s-ops', STOP, true, /^Your group ETL_E2S carries E2S, which is an exception for DOM_MAE_D01/],
    ['rcr-batch', LIST, false, /must carry MAE or E2S with level read; your groups carry RCR \(operate\)/],
    ['stranger', LIST, false, /your groups carry no trigram/],
  ] as const)('%s, %s: %j', async (client, operation, allowed, reason) => {
    const { status, body } = await ask(client, { ...MAE, operation });
    expect([status, body]).toEqual([200, expect.objectContaining({ allowed, reason: expect.stringMatching(reason) })]);
    expect(body['question']).toMatchObject({ trigram: 'MAE', ...MAE, operation });
    expect('rule' in body).toBe(allowed);
  });

  it('is answered as a request would be decided', async () => {
    for (const client of ['mae-batch', 'mae-viewer', 'rcr-batch', 'e2s-ops', 'stranger'] as const) {
      const { body } = await ask(client, { ...MAE, operation: LIST });
      const path = '/v1/trigrams/MAE/domains/DOM_MAE_D01/integration-services?environment=Development';
      const { status, body: told } = await sandbox.as(client).get(path);
      expect([client, body['allowed']]).toEqual([client, status === 202]);
      if (status !== 202) expect(told['detail']).toBe(body['reason']);
    }
  });

  it('may name the trigram of the path: under a foreign one nothing is allowed', async () => {
    const { body } = await ask('e2s-ops', { ...MAE, operation: LIST, trigram: 'e2s' });
    expect(body).toMatchObject({ allowed: false, reason: 'E2S does not own DOM_MAE_D01 in Development.' });
  });

  it('says where a domain is known', async () => {
    const { body } = await ask('mae-batch', { ...MAE, environment: 'production', operation: LIST });
    expect(body).toMatchObject({ allowed: false, reason: 'DOM_MAE_D01 is known in Development, not in Production.' });
  });

  it.each([
    [{ domain: 'DOM_MAE_D01' }, ['environment', 'operation']],
    [{ trigram: 'MAE' }, ['domain', 'environment', 'operation']],
    [{ ...MAE, operation: 'integration-service.explode' }, ['operation']],
    [{ ...MAE, operation: LIST, trigram: 'M A' }, ['trigram']],
    [{ ...MAE, operation: LIST, login: 'alice' }, ['login']],
  ])('%j is refused, naming what is wrong', async (question, parameters) => {
    const { status, body } = await ask('mae-batch', question as Record<string, string>);
    const named = (body['errors'] as { parameter: string }[]).map(({ parameter }) => parameter);
    expect([status, body['code'], named.sort()]).toEqual([400, 'VALIDATION_FAILED', parameters]);
  });
});

describe('all that I may do', () => {
  it('has the rule of each and the age of the answer', async () => {
    const { body } = contract.check(await sandbox.as('mae-batch').get('/v1/permissions'));
    expect(body).toMatchObject({
      directory: { ageS: expect.any(Number), isStale: false },
      permissions: [{ rule: { kind: 'owner', trigram: 'MAE', source: 'GCR.csv:2', group: 'ETL_MAE_OPERATE' } }],
    });
  });
});

describe('the records of these answers', () => {
  it.each([
    ['mae-batch', '/v1/permissions', ['GCR.csv', 'directory.csv']],
    ['stranger', `/v1/permissions?${new URLSearchParams({ ...MAE, operation: LIST })}`, ['GCR.csv', 'directory.csv']],
    ['e2s-ops', '/v1/permissions/export', ['GCR.csv', 'directory.csv']],
    ['mae-batch', '/v1/trigrams/MAE/domains', ['GCR.csv', 'IFARCRSERVER.csv', 'directory.csv']],
  ] as const)('%s, %s: name the hashes of the files', async (client, path, files) => {
    const { status, headers } = await sandbox.as(client).get(path);
    const record = await waitFor('the record', () =>
      sandbox.auditRecords().find((one) => one.correlation_id === headers['x-correlation-id']),
    );
    const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect([status, record['decision']]).toEqual([
      200,
      { allowed: true, reason: expect.any(String), files: Object.fromEntries(files.map((file) => [file, hash])) },
    ]);
  });
});

describe('the review', () => {
  it('is for ops only', async () => {
    for (const client of ['mae-batch', 'mae-viewer', 'rcr-batch', 'stranger'] as const) {
      expect((await sandbox.as(client).get('/v1/permissions/export')).status).toBe(403);
    }
    expect((await sandbox.with().get('/v1/permissions/export')).status).toBe(401);
  });

  it('tells who may do what, by which rule, and nobody who may nothing', async () => {
    const { headers, text } = contract.check(await sandbox.as('e2s-ops').get('/v1/permissions/export'));
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toContain('permissions.csv');
    const [header, ...rows] = text.trimEnd().split('\r\n');
    expect(header).toBe('account,trigram,domain,environment,level,group,rule,kind,carries,owner,expires');
    expect(rows.filter((row) => /^(mae|rcr|e2s|stranger|oscar|olga)/.test(row))).toEqual([
      'e2s-ops,*,*,*,ops,ETLAAS_OPS,OPS_GROUP,ops,,,',
      'e2s-ops,MAE,DOM_MAE_D01,Development,operate,ETL_E2S,GCR.csv:3,exception,E2S,,',
      'e2s-ops,RCR,DOM_RCR_P01,Production,operate,ETL_E2S,GCR.csv:5,exception,E2S,,',
      'mae-batch,MAE,DOM_MAE_D01,Development,operate,ETL_MAE_OPERATE,GCR.csv:2,owner,MAE,,',
      'mae-viewer,MAE,DOM_MAE_D01,Development,read,ETL_MAE_READ,GCR.csv:2,owner,MAE,,',
      'olga,*,*,*,ops-admin,ETLAAS_OPS_ADMIN,OPS_ADMIN_GROUP,ops,,,',
      'oscar,*,*,*,ops,ETLAAS_OPS,OPS_GROUP,ops,,,',
      'rcr-batch,RCR,DOM_RCR_P01,Production,operate,ETL_RCR_OPERATE,GCR.csv:4,owner,RCR,,',
    ]);
  });
});
