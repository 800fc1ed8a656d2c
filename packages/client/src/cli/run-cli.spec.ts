import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { aJob, anEndedJob, aProblem, FakeApi, hangUp, type Step } from '../testing/fake-api.js';
import { VERSION } from '../version.js';
import { Interrupted } from './explain.js';
import { runCli } from './run-cli.js';

const AT = ['--trigram', 'MAE', '--domain', 'DOM', '--environment', 'Development'];
const STOP = ['services', 'stop', 'A', ...AT];
const ID = aJob().id;
const LIST = 'integration-services.list';
const SERVICE = { name: 'A', enabled: true, alive: true, endpoint: 'h:1', readAt: '' };

let api: FakeApi | undefined;
afterEach(() => api?.stop());

interface Run {
  words: string[];
  steps?: Step[];
  env?: Record<string, string>;
  isTTY?: boolean;
  signal?: AbortSignal;
}

async function run({ words, steps = [], env = {}, isTTY = false, signal = new AbortController().signal }: Run) {
  api?.stop();
  api = await FakeApi.start(...steps);
  const printed = { out: '', err: '' };
  const paper = (name: 'out' | 'err') => ({ isTTY, write: (text: string) => (printed[name] += text) });
  const all = { ETLAAS_URL: api.origin, ETLAAS_TOKEN: 'the-token', ...env };
  const code = await runCli(words, { env: all, stdout: paper('out'), stderr: paper('err'), signal });
  return { code, ...printed };
}

const accepted = { status: 202, headers: { 'retry-after': '0' }, body: aJob() };
const ended = (status: string, more?: object): Step => ({ body: anEndedJob(status, more) });

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

describe('permissions', () => {
  const rule = { kind: 'owner', trigram: 'MAE', source: 'GCR.csv:2', group: 'G' };

  it('are told with their reasons', async () => {
    const permissions = [
      { trigram: 'MAE', domain: 'D', environment: 'Development', level: 'read', reason: 'G says so', rule },
    ];
    const { code, out } = await run({ words: ['permissions'], steps: [{ body: { permissions, login: 'x' } }] });
    expect([code, out]).toEqual([0, expect.stringMatching(/^MAE +D +Development +read +G says so$/m)]);
    expect(api?.asked[0]?.url).toBe('/v1/permissions');
  });

  it('answer a question, and say what is missing', async () => {
    const question = {
      trigram: 'MAE',
      domain: 'D',
      environment: 'Production',
      operation: 'session.kill',
      level: 'operate',
    };
    const answer = { question, allowed: false, login: 'x', reason: 'you would need G' };
    const words = ['permissions', '--domain', 'D', '--environment', 'Production', '--operation', 'session.kill'];
    const { out } = await run({ words, steps: [{ body: answer }] });
    expect(out).toBe('x may not session.kill in D Production: you would need G\n');
    expect(api?.asked[0]?.url).toBe('/v1/permissions?environment=Production&operation=session.kill&domain=D');
  });

  it('are where a refusal points to', async () => {
    const { err } = await run({ words: STOP, steps: [{ status: 403, body: aProblem(403, 'PERMISSION_DENIED') }] });
    expect(err).toContain('etlaas permissions --domain');
  });
});

describe('what is printed', () => {
  const list = { words: ['services', 'list', ...AT] };
  const services = [SERVICE, { ...SERVICE, name: 'LONGER', alive: false, endpoint: undefined }];

  it('is a plain table, with nothing beside it, where it is piped', async () => {
    const { out, err } = await run({
      ...list,
      steps: [accepted, ended('succeeded', { operation: LIST, result: { services } })],
    });
    expect(out).toBe('service  enabled  alive  endpoint\nA        yes      yes    h:1\nLONGER   yes      no     -\n');
    expect(err).toBe('');
  });

  it('has colours on a terminal, unless NO_COLOR says no', async () => {
    const steps = () => [ended('succeeded', { operation: LIST, result: { services } })];
    expect((await run({ ...list, steps: steps(), isTTY: true })).out).toContain('\x1b[32myes\x1b[0m');
    expect((await run({ ...list, steps: steps(), isTTY: true, env: { NO_COLOR: '1' } })).out).not.toContain('\x1b');
  });

  it.each([[[]], [['--json']]])('can do nothing to a terminal: %j', async (more) => {
    const evil = 'A\x1b[2J\u009b31m\r\u202e\u2028\x00';
    const steps = [ended('succeeded', { operation: LIST, result: { services: [{ ...SERVICE, name: evil }] } })];
    const { out } = await run({ words: [...list.words, ...more], steps });
    expect(out).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u);
    if (more.length > 0) expect(JSON.parse(out).result.services[0].name).toBe(evil);
    else expect(out).toContain('A\\u{1b}[2J\\u{9b}31m');
  });

  const connection = (connectionId: string, status = 'Active') => ({
    ...{ connectionId, user: 'bob', application: 'pmdesign', service: '', hostName: 'pc', hostAddress: '' },
    ...{ loginTime: 'T1', lastActivityTime: 'T2', processId: '', status },
  });

  it('of a kill says who was killed and who was not, not how they were before', async () => {
    const result = { killed: [connection('15')], spared: [connection('16')] };
    const { out } = await run({
      words: ['sessions', 'kill-by-user', 'REP', 'bob', ...AT, '--wait'],
      steps: [ended('succeeded', { operation: 'sessions.kill-by-user', result })],
    });
    expect(out).toMatch(/^Killed:\nid .*\n15 .*\nNot killed \(protected\):\nid .*\n16 .*\n$/);
    expect(out).not.toMatch(/status|Active/);
  });

  it.each([[['sessions', 'list', 'REP', ...AT]], [['jobs', 'show', ID, '--wait']], [['jobs', 'watch', ID]]])(
    'of a job is the same table, with the clock of the host: %j',
    async (words) => {
      const job = anEndedJob('succeeded', {
        operation: 'sessions.list',
        result: { sessions: [connection('15')], unread: [], utcOffset: '+01:00' },
      });
      const events: Step = (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.end(`id: 1\nevent: end\ndata: ${JSON.stringify(job)}\n\n`);
      };
      const { code, out } = await run({ words, steps: [words[1] === 'watch' ? events : { body: job }] });
      expect([code, out]).toEqual([0, expect.stringMatching(/login \(UTC\+01:00\) .*\n15 .* Active\n$/)]);
    },
  );

  it('of a list counts by status, where that is asked for', async () => {
    const counts = { total: 38, byStatus: { succeeded: 31, failed: 7, unknown: 0 }, isExact: true };
    const { out } = await run({ words: ['jobs', 'list', '--counts'], steps: [{ body: { jobs: [aJob()], counts } }] });
    expect(out).toMatch(/ created\n.*\n38 jobs: 31 succeeded, 7 failed\n$/);
    expect(api?.asked[0]?.url).toBe('/v1/jobs?counts=true');
  });

  it.each([
    ['succeeded', 'had ended already: succeeded'],
    ['cancelled', 'cancelled'],
  ])('of a cancel that finds a job that %s: %s', async (status, said) => {
    const { out } = await run({ words: ['jobs', 'cancel', ID], steps: [ended(status)] });
    expect(out).toBe(`integration-service.stop ${ID} ${said}\n`);
  });

  it('of a connection that is another one now says which', async () => {
    const error = aProblem(412, 'CONNECTION_CHANGED', { found: { connectionId: '15', user: 'eve' } });
    const { err } = await run({ words: [...STOP, '--wait'], steps: [ended('failed', { error })] });
    expect(err).toContain('Found: connectionId 15, user eve\n');
  });

  it('is the version of the package', async () => {
    const versionOf = (file: string) => (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
    expect((await run({ words: ['--version'] })).out).toBe(`${VERSION}\n`);
    expect(['package.json', 'packages/client/package.json'].map(versionOf)).toEqual([VERSION, VERSION]);
  });
});
