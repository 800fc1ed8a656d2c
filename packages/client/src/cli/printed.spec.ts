import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { aJob, anEndedJob, aProblem, type Step } from '../testing/fake-api.js';
import { AT, accepted, api, ended, ID, LIST, run, SERVICE, STOP, stopApi } from '../testing/run-etlaas.js';
import { VERSION } from '../version.js';

afterEach(stopApi);

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
