import { afterEach, describe, expect, it } from '@jest/globals';
import { aJob, aProblem, hangUp, type Step } from '../testing/fake-api.js';
import { accepted, api, ended, ID, run, SERVICE, STOP, stopApi } from '../testing/run-etlaas.js';
import { Interrupted } from './explain.js';

afterEach(stopApi);

describe('the exit code', () => {
  it.each([
    ['succeeded', 0],
    ['failed', 1],
    ['expired', 3],
    ['cancelled', 4],
    ['unknown', 5],
    ['of-a-later-release', 5],
  ])('follows a job that %s: %i', async (status, exitCode) => {
    const result = { changed: true, before: SERVICE, after: SERVICE };
    const { code, out } = await run({
      words: [...STOP, '--wait', '--json'],
      steps: [accepted, ended(status, { result })],
    });
    expect(code).toBe(exitCode);
    expect(JSON.parse(out)).toMatchObject({ status });
  });

  it.each([
    [400, 'VALIDATION_FAILED', 2],
    [401, 'UNAUTHENTICATED', 2],
    [403, 'PERMISSION_DENIED', 2],
    [409, 'TARGET_BUSY', 8],
    [409, 'CONNECTION_PROTECTED', 2],
  ])('of a refusal with %i %s is %i, and --json has its problem', async (status, code, exitCode) => {
    const ran = await run({ words: [...STOP, '--json'], steps: [{ status, body: aProblem(status, code) }] });
    expect(ran.code).toBe(exitCode);
    expect(JSON.parse(ran.out)).toMatchObject({ code });
    expect(ran.err).toContain(code);
  });

  it.each([[['services']], [['services', 'stop']], [['services', 'list']], [[...STOP, '--nonsense']]])(
    'of wrong words is 2, and nothing is asked: %j',
    async (words) => {
      const { code, out, err } = await run({ words });
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(/etlaas|There are: services list/);
      expect(api?.asked).toEqual([]);
    },
  );

  it.each([
    [[], 2],
    [['help'], 0],
    [['--help'], 0],
  ])('of %j is %i, and the help is printed', async (words, exitCode) => {
    const { code, out } = await run({ words: words as string[] });
    expect([code, out]).toEqual([exitCode, expect.stringContaining('etlaas services stop <service>')]);
    expect(out).toMatch(/ 70 /);
  });

  it('of a job that has not ended at --timeout is 7, with how to go on', async () => {
    const running = { headers: { 'retry-after': '5' }, body: aJob({ status: 'running' }) };
    const { code, err } = await run({ words: [...STOP, '--timeout', '1s'], steps: [accepted, running] });
    expect(code).toBe(7);
    expect(err).toContain(`etlaas jobs watch ${ID}`);
  });

  it('of Ctrl-C is 130: the job goes on', async () => {
    const controller = new AbortController();
    const steps: Step[] = [accepted, () => controller.abort(new Interrupted())];
    const { code, err } = await run({ words: [...STOP, '--wait'], steps, signal: controller.signal });
    expect(code).toBe(130);
    expect(err).toContain(`It goes on. Follow it: etlaas jobs watch ${ID}`);
  });

  it('of a submit that nobody answered is 6, with the key to repeat it', async () => {
    const away = { status: 503, headers: { 'retry-after': '31' }, body: aProblem(503, 'QUEUE_UNAVAILABLE') };
    const { code, err } = await run({ words: STOP, steps: [away] });
    const key = String(api?.asked[0]?.headers['idempotency-key']).replaceAll('"', '');
    expect(code).toBe(6);
    expect(err).toContain(`--idempotency-key ${key}`);
  });
});

describe('a request', () => {
  it('carries what the options say, by the names of the API', async () => {
    const words = [
      ...STOP,
      '--mode',
      'abort',
      '--on-conflict',
      'queue',
      '--force',
      '--reason',
      'CHG 1',
      '--query',
      'new=x=y',
    ];
    const { code, err } = await run({ words: [...words, '--idempotency-key', 'k'], steps: [accepted] });
    const { url = '', body, headers } = api?.asked[0] ?? {};
    expect(code).toBe(0);
    expect(Object.fromEntries(new URL(url, 'http://x').searchParams)).toEqual({
      environment: 'Development',
      onConflict: 'queue',
      force: 'true',
      reason: 'CHG 1',
      new: 'x=y',
    });
    expect([body, headers?.['idempotency-key']]).toEqual(['{"mode":"abort"}', '"k"']);
    expect(err).toContain(`etlaas jobs watch ${ID}`);
  });

  it.each([
    [['--status', 'failed', '--status', 'succeeded,unknown'], 'status=failed&status=succeeded&status=unknown'],
    [['--operation', 'session.kill', '--operation', 'sessions.list'], 'operation=session.kill&operation=sessions.list'],
    [['--query', 'status=a', '--query', 'status=b', '--query', 'target=c,d'], 'status=a&status=b&target=c%2Cd'],
    [['--status', 'failed', '--query', 'status=b'], 'status=failed&status=b'],
  ])('says everything that repeats: %j', async (words, query) => {
    await run({ words: ['jobs', 'list', ...words], steps: [{ body: { jobs: [] } }] });
    expect(api?.asked.map(({ url }) => url)).toEqual([`/v1/jobs?${query}`]);
  });

  it.each([
    [['--page-size', '1', '--page-size', '2'], '--page-size'],
    [['--json', '--json'], '--json'],
    [['--trigram', 'A', '--trigram', 'B'], '--trigram'],
  ])('is not sent where something else is said twice: %j', async (words, name) => {
    const { code, err } = await run({ words: ['jobs', 'list', ...words] });
    expect([code, err]).toEqual([2, expect.stringContaining(`${name} is given twice`)]);
    expect(api?.asked).toEqual([]);
  });

  const PLAN = {
    ...{ validateOnly: true, operation: 'integration-service.stop', target: { ...aJob().target, name: 'A' } },
    conflict: { outcome: 'waits', holder: '/v1/jobs/x', heldBy: 'a restart of eve', ahead: 1 },
    steps: [
      {
        phase: 'effect',
        what: 'stop it',
        commands: [{ program: 'infacmd', args: ['DisableService', 'A'], timeoutMs: 1 }],
      },
      { phase: 'after', what: 'look', commands: [{ program: 'infacmd', args: ['GetServiceStatus'], timeoutMs: 1 }] },
    ],
    affected: { basis: 'last-read', readAt: 'T', service: SERVICE, note: 'It may be old.' },
    links: {},
  };

  it('that only looks prints the plan in few words, and waits for no job', async () => {
    const { code, out } = await run({ words: [...STOP, '--validate-only'], steps: [{ body: PLAN }] });
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      'You may do integration-service.stop in DOM Development A on h. Nothing was done.',
      'It would wait for a restart of eve',
      'Affected, as read at T: A, enabled, answers',
      'It may be old.',
      'What would be run:',
      '  infacmd DisableService A',
      '  infacmd GetServiceStatus',
      '',
    ]);
    expect(api?.asked[0]?.url).toContain('validateOnly=true');
  });

  it('that only looks prints the plan as it is with --json', async () => {
    const { out } = await run({ words: [...STOP, '--validate-only', '--json'], steps: [{ body: PLAN }] });
    expect(JSON.parse(out)).toEqual(PLAN);
  });

  it('may say from now until when it is worth something', async () => {
    await run({ words: [...STOP, '--not-after', '+10m'], steps: [accepted] });
    const notAfter = new URL(api?.asked[0]?.url ?? '', 'http://x').searchParams.get('notAfter') ?? '';
    expect(notAfter).toMatch(/^\d{4}-.*T.*Z$/);
    expect(Math.abs(Date.parse(notAfter) - Date.now() - 600_000)).toBeLessThan(60_000);
    expect((await run({ words: [...STOP, '--not-after', '+soon'] })).err).toContain('+10m');
  });

  it('that nobody answers is said to be tried again, and a replay whose answer it is', async () => {
    const { code, err } = await run({
      words: STOP,
      steps: [hangUp, { ...accepted, headers: { 'idempotency-replayed': 'true' } }],
    });
    expect(code).toBe(0);
    expect(err).toMatch(new RegExp(`^no answer, trying again\nanswered by the earlier job ${ID}\n`));
  });

  it('refused for want of a reason is hinted at the option', async () => {
    const errors = [{ parameter: 'reason', detail: 'must be given' }];
    const problem = aProblem(400, 'VALIDATION_FAILED', { errors, correlationId: 'abc' });
    const { err } = await run({ words: STOP, steps: [{ status: 400, body: problem }] });
    expect(err).toContain('Say why: --reason <text>\ncorrelation id: abc\n');
  });

  it.each([
    ['without /v1', { ETLAAS_URL: 'https://etlaas.example/v1' }],
    ['http://localhost is allowed', { ETLAAS_URL: 'localhost:4310' }],
    ['ETLAAS_URL', { ETLAAS_URL: '' }],
    ['ETLAAS_URL', { ETLAAS_URL: 'http://etlaas.example' }],
    ['ETLAAS_TOKEN', { ETLAAS_TOKEN: '' }],
    ['ETLAAS_TOKEN_FILE', { ETLAAS_TOKEN_FILE: '/nowhere' }],
  ])('is not sent without a right %s', async (name, env) => {
    const { code, err } = await run({ words: STOP, env });
    expect([code, err]).toEqual([2, expect.stringContaining(name)]);
  });
});
