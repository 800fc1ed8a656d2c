import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type ApiClient, jobOf } from '../../support/api-client.js';
import { Contract } from '../../support/contract.js';
import { useSandbox } from '../../support/sandbox.js';

const SERVICES = '/v1/trigrams/MAE/domains/DOM_MAE_D01/integration-services';
const START = `${SERVICES}/INT_MAE_D01/start?environment=Development&onConflict=queue`;
const RESTART = `${SERVICES}/INT_MAE_D01/restart?environment=Development&onConflict=queue`;

const sandbox = useSandbox();
let contract: Contract;

beforeAll(async () => {
  contract = await Contract.readFrom(sandbox.with());
});

const post = async (client: ApiClient, path: string, key: string, body: object = {}) =>
  contract.check(await client.send({ method: 'POST', path, body, headers: { 'idempotency-key': key } }));

describe('Idempotency-Key', () => {
  it('the same request again is the same job, run once', async () => {
    const mae = sandbox.as('mae-batch');
    const before = sandbox.effects('DisableService', 'INT_MAE_D01');
    const first = await post(mae, RESTART, '"key-1"', { mode: 'abort' });
    const second = await post(mae, RESTART, 'key-1', { mode: 'abort' });
    expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([
      undefined,
      'true',
    ]);
    expect(second.headers.location).toBe(first.headers.location);
    const ended = await mae.finish(second);
    const third = await post(mae, RESTART, 'key-1', { mode: 'abort' });
    expect(jobOf(third)).toMatchObject({ id: ended.id, status: 'succeeded', result: { changed: true } });
    expect(sandbox.effects('DisableService', 'INT_MAE_D01') - before).toBe(1);
  });

  it('the order of the query and a trailing slash do not matter', async () => {
    const mae = sandbox.as('mae-batch');
    const host = 'host=etl-mae-d01.sandbox.socgen';
    const first = await post(mae, `${START}&${host}`, 'key-2');
    const second = await post(
      mae,
      `${SERVICES}/INT_MAE_D01/start/?onConflict=queue&${host}&environment=Development`,
      'key-2',
    );
    expect(jobOf(second).id).toBe(jobOf(first).id);
  });

  it.each([
    ['another body', RESTART, { mode: 'stop' }],
    ['another path', RESTART, {}],
    ['another query', `${START}&host=etl-mae-d01.sandbox.socgen`, {}],
  ])('the same key with %s is refused', async (what, path, body) => {
    const mae = sandbox.as('mae-batch');
    const key = what.replace(' ', '-');
    await mae.finish(await post(mae, what === 'another body' ? path : START, key, {}));
    const before = (await sandbox.allJobs()).length;
    const refused = await post(mae, path, key, body);
    expect(refused.body).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await sandbox.allJobs()).toHaveLength(before);
  });

  it('50 at once are one job, run once', async () => {
    const mae = sandbox.as('mae-batch');
    const before = sandbox.effects('DisableService', 'INT_MAE_D01');
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(mae, RESTART, 'fifty', { mode: 'abort' })));
    expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1);
    expect(await mae.finish(answers[0] as Answer)).toMatchObject({ status: 'succeeded', result: { changed: true } });
    expect(sandbox.effects('DisableService', 'INT_MAE_D01') - before).toBe(1);
  });

  it('belongs to its caller', async () => {
    const mine = await post(sandbox.as('mae-batch'), START, 'shared');
    const theirs = await post(sandbox.as('e2s-ops'), START, 'shared');
    expect(jobOf(theirs).id).not.toBe(jobOf(mine).id);
  });

  it.each(['a b', '"', 'x'.repeat(129), 'caf\u00e9'])('%s is no key', async (key) => {
    const refused = await post(sandbox.as('mae-batch'), START, key);
    expect(refused.body).toMatchObject({ status: 400, errors: [{ parameter: 'Idempotency-Key' }] });
  });
});
