import { afterEach, describe, expect, it } from '@jest/globals';
import { EtlaasClient, JobNotSucceeded, Refused, Unreachable } from './index.js';
import { aJob, anEndedJob, aProblem, FakeApi, hangUp, type Step } from './testing/fake-api.js';

const STOP = '/v1/trigrams/{trigram}/domains/{domain}/integration-services/{service}/stop';
const PLACE = { path: { trigram: 'MAE', domain: 'DOM', service: 'A/..' }, query: { environment: 'Development' } };

let api: FakeApi;
const start = async (...steps: Step[]) => {
  api = await FakeApi.start(...steps);
  return api.client();
};
const keys = () => api.asked.map(({ headers }) => headers['idempotency-key']);

afterEach(() => api?.stop());

describe('a submit', () => {
  it('says all that the API wants, and no name leads out of its place in the path', async () => {
    const client = await start({ status: 202, body: aJob() });
    const { job, isReplay } = await client.submit('POST', STOP, { ...PLACE, body: { mode: 'abort' }, waitS: 7 });
    expect([job.id, isReplay]).toEqual([aJob().id, false]);
    expect(api.asked).toMatchObject([
      {
        method: 'POST',
        url: '/v1/trigrams/MAE/domains/DOM/integration-services/A%2F../stop?environment=Development',
        body: '{"mode":"abort"}',
        headers: { authorization: 'Bearer the-token', prefer: 'wait=7', 'content-type': 'application/json' },
      },
    ]);
  });

  it('says a list as a pair for each of its values', async () => {
    const client = await start({ body: { jobs: [] } });
    await client.request('GET', '/v1/jobs', { query: { status: ['failed', 'succeeded'], operation: [], pageSize: 5 } });
    expect(api.asked.map(({ url }) => url)).toEqual(['/v1/jobs?status=failed&status=succeeded&pageSize=5']);
  });

  it('that is not valid rejects with what is wrong in it, and says nothing twice', async () => {
    const errors = [
      { parameter: 'environment', detail: 'environment must be one of ours' },
      { pointer: '/mode', detail: 'no' },
    ];
    const problem = { title: 'It is not valid', detail: 'It is not valid; see errors.', errors };
    const client = await start({ status: 400, body: aProblem(400, 'VALIDATION_FAILED', problem) });
    await expect(client.submit('POST', STOP, PLACE)).rejects.toThrow(
      'The API answered 400. VALIDATION_FAILED: It is not valid. environment: environment must be one of ours; /mode: no.',
    );
  });

  it.each(['', '.', '..'])('is not sent for a service named "%s"', async (service) => {
    const client = await start();
    const wrong = { ...PLACE, path: { ...PLACE.path, service } };
    await expect(client.submit('POST', STOP, wrong)).rejects.toThrow(TypeError);
    expect(api.asked).toEqual([]);
  });

  it('keeps its key over its retries, and has another than the next call', async () => {
    const busy = { status: 503, headers: { 'retry-after': '0' }, body: aProblem(503, 'QUEUE_UNAVAILABLE') };
    const client = await start(busy, hangUp, { status: 202, body: aJob() }, { status: 202, body: aJob() });
    const { idempotencyKey } = await client.submit('POST', STOP, PLACE);
    await client.submit('POST', STOP, PLACE);
    const [first, second, third, other] = keys();
    expect(first).toBe(`"${idempotencyKey}"`);
    expect(idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
    expect([second, third]).toEqual([first, first]);
    expect(other).not.toBe(first);
  });

  it('takes a key of yours, and says that the job was there', async () => {
    const client = await start({ status: 202, headers: { 'idempotency-replayed': 'true' }, body: aJob() });
    const { isReplay } = await client.submit('POST', STOP, { ...PLACE, idempotencyKey: 'run-7' });
    expect([isReplay, keys()]).toEqual([true, ['"run-7"']]);
    await expect(client.submit('POST', STOP, { ...PLACE, idempotencyKey: 'a"b' })).rejects.toThrow(TypeError);
  });

  it.each([
    [408, 3],
    [429, 3],
    [502, 3],
    [503, 3],
    [504, 3],
    [400, 1],
    [403, 1],
    [409, 1],
    [422, 1],
    [500, 1],
  ])('answered %i is sent %i times, and rejects with the problem', async (status, times) => {
    const refusal = { status, body: aProblem(status, 'CODE', { correlationId: 'abc' }) };
    const client = await start(refusal, refusal, refusal, refusal);
    const fault = await client.submit('POST', STOP, PLACE).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Refused);
    expect(fault).toMatchObject({ status, code: 'CODE', problem: { correlationId: 'abc' } });
    expect(api.asked).toHaveLength(times);
  });

  it('is not sent again before Retry-After, and not at all where that is too long', async () => {
    api = await FakeApi.start(
      { status: 429, headers: { 'retry-after': '1' }, body: aProblem(429, 'RATE_LIMITED') },
      { status: 202, body: aJob() },
      { status: 429, headers: { 'retry-after': '2' }, body: aProblem(429, 'RATE_LIMITED') },
    );
    const client = api.client({ attempts: 3, firstPauseMs: 1, longestPauseMs: 1_500 });
    const began = performance.now();
    await client.submit('POST', STOP, PLACE);
    expect(performance.now() - began).toBeGreaterThanOrEqual(995);
    await expect(client.submit('POST', STOP, PLACE)).rejects.toMatchObject({ retryAfterS: 2 });
    expect(api.asked).toHaveLength(3);
  });

  it('rejects as unreachable where nobody listens, and names no more than the origin', async () => {
    const client = await start();
    api.stop();
    const fault = await client.submit('POST', STOP, PLACE).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Unreachable);
    expect(fault).toMatchObject({ origin: api.origin, reason: 'ECONNREFUSED' });
    expect(String(fault)).not.toContain('the-token');
  });

  it('ends its pause at once when its signal is aborted', async () => {
    const reason = new Error('enough');
    const controller = new AbortController();
    api = await FakeApi.start((response) => {
      response.writeHead(503, { 'retry-after': '20' }).end(() => setTimeout(() => controller.abort(reason), 50));
    });
    const client = api.client({ longestPauseMs: 60_000 });
    const submitting = client.submit('POST', STOP, { ...PLACE, signal: controller.signal });
    await expect(submitting).rejects.toBe(reason);
    expect(api.asked).toHaveLength(1);
  });
});

describe('the token', () => {
  it('is asked for anew once, where the API refuses it', async () => {
    api = await FakeApi.start({ status: 401, body: aProblem(401, 'UNAUTHENTICATED') }, { body: { domains: [] } });
    const refused: (string | undefined)[] = [];
    const token = (old?: string) => {
      refused.push(old);
      return old ? 'fresh' : 'old';
    };
    const client = new EtlaasClient({ baseUrl: api.origin, token });
    await client.request('GET', '/v1/trigrams/{trigram}/domains', { path: { trigram: 'MAE' } });
    expect(refused).toEqual([undefined, 'old']);
    expect(api.asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer fresh']);
  });

  it('never stands in an error, though no header may hold it', async () => {
    api = await FakeApi.start();
    const client = new EtlaasClient({ baseUrl: api.origin, token: () => 'secret\nvalue' });
    const fault = await client.request('GET', '/v1/zones', {}).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(TypeError);
    expect(String(fault)).not.toContain('secret');
    expect(api.asked).toEqual([]);
  });

  it('is not sent where it is redirected', async () => {
    const client = await start(...Array(3).fill({ status: 307, headers: { location: '/elsewhere' } }));
    await expect(client.request('GET', '/v1/zones', {})).rejects.toThrow(Unreachable);
    expect(api.asked.map(({ url }) => url)).not.toContain('/elsewhere');
  });

  it.each(['http://etlaas.example', 'ftp://localhost', 'https://user:password@etlaas.example', 'etlaas'])(
    'is not sent to %s',
    (baseUrl) => {
      expect(() => new EtlaasClient({ baseUrl, token: () => 'x' })).toThrow(TypeError);
    },
  );
});

describe('a plan', () => {
  it('is asked for as one, and is what is answered', async () => {
    const client = await start({ body: { validateOnly: true, steps: [] } });
    expect((await client.plan('POST', STOP, PLACE)).steps).toEqual([]);
    expect(api.asked[0]?.url).toMatch(/\?environment=Development&validateOnly=true$/);
  });

  it.each(['submit', 'submitAndWait', 'run'] as const)('is not what %s answers', async (name) => {
    const client = await start();
    const look = { ...PLACE, query: { ...PLACE.query, validateOnly: true } };
    await expect(client[name]('POST', STOP, look as never)).rejects.toThrow(
      new TypeError('validateOnly makes no job: ask plan() instead'),
    );
    // @ts-expect-error the types do not know it either
    await expect(client[name]('POST', STOP, look)).rejects.toThrow(TypeError);
    expect(api.asked).toEqual([]);
  });
});

describe('run', () => {
  it('resolves with the result, once the job has it', async () => {
    const client = await start(
      { status: 202, body: aJob() },
      { headers: { 'retry-after': '0' }, body: aJob({ status: 'running' }) },
      { body: anEndedJob('succeeded', { result: { changed: true } }) },
    );
    expect(await client.run('POST', STOP, PLACE)).toEqual({ changed: true });
    expect(api.asked.map(({ method, url }) => `${method} ${url.split('?')[0]}`).slice(1)).toEqual([
      `GET /v1/jobs/${aJob().id}`,
      `GET /v1/jobs/${aJob().id}`,
    ]);
  });

  it.each(['failed', 'expired', 'cancelled', 'unknown'])('rejects with a job that %s', async (status) => {
    const client = await start({ status: 200, body: anEndedJob(status, { error: { detail: 'It did not.' } }) });
    const fault = await client.run('POST', STOP, PLACE).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(JobNotSucceeded);
    expect(String(fault)).toContain(`The job ended as ${status}. It did not.`);
  });

  it('takes no page of a proxy for a problem', async () => {
    const client = await start((response) => response.writeHead(403).end('<html>secret page</html>'));
    await expect(client.run('POST', STOP, PLACE)).rejects.toMatchObject({ code: 'HTTP_403' });
  });
});
