import { afterEach, describe, expect, it } from '@jest/globals';
import { StillRunning } from './index.js';
import { aJob, anEndedJob, aProblem, FakeApi, hangUp, type Step } from './testing/fake-api.js';

const ID = aJob().id;
const AT_ONCE = { 'retry-after': '0' };

let api: FakeApi;
const start = async (...steps: Step[]) => {
  api = await FakeApi.start(...steps);
  return api.client();
};

afterEach(() => api.stop());

describe('waiting for a job', () => {
  it('waits at the API, sends the ETag back, and tells only what is new', async () => {
    const running = aJob({ status: 'running' });
    const client = await start(
      { headers: { etag: '"1"', ...AT_ONCE }, body: running },
      { status: 304, headers: AT_ONCE },
      { headers: { etag: '"2"' }, body: anEndedJob() },
    );
    const told: string[] = [];
    const job = await client.waitForJob(ID, { stepS: 5, onProgress: ({ status }) => told.push(status) });
    expect(job).toMatchObject({ status: 'succeeded' });
    expect(told).toEqual(['running', 'succeeded']);
    expect(api.asked.map(({ headers }) => [headers['prefer'], headers['if-none-match']])).toEqual([
      ['wait=5', undefined],
      ['wait=5', '"1"'],
      ['wait=5', '"1"'],
    ]);
  });

  it('goes on while an unknown outcome is still verified', async () => {
    const client = await start(
      { headers: AT_ONCE, body: aJob({ status: 'unknown' }) },
      { body: anEndedJob('succeeded') },
    );
    expect(await client.waitForJob(ID)).toMatchObject({ status: 'succeeded' });
  });

  it('makes the pause of Retry-After itself where the API does not wait', async () => {
    const client = await start({ headers: { 'retry-after': '1' }, body: aJob() }, { body: anEndedJob() });
    const began = performance.now();
    await client.waitForJob(ID);
    expect(performance.now() - began).toBeGreaterThanOrEqual(995);
  });

  it('goes on when the API is away for a moment', async () => {
    const away = { status: 503, headers: AT_ONCE, body: aProblem(503, 'QUEUE_UNAVAILABLE') };
    const client = await start(away, hangUp, { body: anEndedJob('failed') });
    expect(await client.waitForJob(ID)).toMatchObject({ status: 'failed' });
  });

  it('rejects at once with a refusal that will not pass', async () => {
    const client = await start({ status: 404, body: aProblem(404, 'JOB_NOT_FOUND') });
    await expect(client.waitForJob(ID)).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
    expect(api.asked).toHaveLength(1);
  });

  it('rejects with the id of the job that goes on, when the time is over', async () => {
    const client = await start({ headers: { 'retry-after': '5' }, body: aJob() });
    const fault = await client.waitForJob(ID, { timeoutMs: 80 }).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(StillRunning);
    expect(fault).toMatchObject({ jobId: ID });
    expect(api.asked.map(({ headers }) => headers['prefer'])).toEqual(['wait=1']);
  });

  it('rejects with the reason of its signal, in the middle of an answer that does not come', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const client = await start(() => controller.abort(reason));
    await expect(client.waitForJob(ID, { signal: controller.signal })).rejects.toBe(reason);
  });
});
