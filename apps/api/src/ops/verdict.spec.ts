import { describe, expect, it } from '@jest/globals';
import type { HealthSign, JobRow, JobsSeen, OpsSnapshot, ZoneRow } from './snapshot.js';
import { verdictOf } from './verdict.js';

const SINCE = '2026-01-30T08:00:00.000Z';
const WORKER = {
  worker: 'w1',
  version: '1',
  transport: 'ssh',
  envelope: 1,
  oldestEnvelope: 1,
  fits: true,
  since: SINCE,
  acceptsChanges: true,
};
const REFUSING = { ...WORKER, acceptsChanges: false, refusal: 'no-room' };

const aZone = (overrides: Partial<ZoneRow> = {}): ZoneRow => ({
  zone: 'docker',
  known: true,
  waiting: 0,
  running: 0,
  workers: [WORKER],
  lately: { failed: 7, unknown: 0, expired: 0, isExact: true },
  ...overrides,
});

const jobsOf = (zones: ZoneRow[], more: Partial<JobsSeen> = {}): JobsSeen => ({
  zones,
  running: [],
  waiting: [],
  failures: [],
  longWaiting: 0,
  ...more,
});

type Seen = Pick<OpsSnapshot, 'jobs' | 'health' | 'files' | 'since'>;
const verdict = (jobs: JobsSeen | undefined, more: Partial<Seen> = {}) =>
  verdictOf({ since: SINCE, health: [], files: [], ...(jobs && { jobs }), ...more });

const running = (forMs: number, usualMs?: number) =>
  ({ startedAt: new Date(Date.now() - forMs).toISOString(), usualMs }) as JobRow;

const aFile = { file: 'GCR.csv', status: 'refused', hash: 'abc', loadedAt: SINCE };

describe('the verdict', () => {
  it('is that all is well where nothing is wrong: jobs that failed are no problem of the service', () => {
    expect(verdict(jobsOf([aZone()]))).toEqual({
      weight: 'well',
      words: 'All is well: every zone has a worker, nothing waits for long.',
      findings: [],
    });
  });

  it.each<[string, JobsSeen | undefined, Partial<Seen>, string]>([
    ['a zone without a worker', jobsOf([aZone({ zone: 'vm', workers: [] })]), {}, '1 problem: zone vm has no worker'],
    [
      'and jobs in it',
      jobsOf([aZone({ workers: [], waiting: 1 })]),
      {},
      '1 problem: zone docker has no worker, 1 job waits there',
    ],
    [
      'workers of another release',
      jobsOf([aZone({ workers: [{ ...WORKER, fits: false }], waiting: 2 })]),
      {},
      '1 problem: no worker of zone docker fits this release, 2 jobs wait there',
    ],
    [
      'one of them',
      jobsOf([aZone({ workers: [WORKER, { ...WORKER, fits: false }] })]),
      {},
      '1 notice: a worker of zone docker does not fit this release',
    ],
    [
      'a worker that refuses changes',
      jobsOf([aZone({ workers: [REFUSING] })]),
      {},
      '1 problem: the worker of zone docker refuses changes: too little room on the audit disk',
    ],
    [
      'one of several',
      jobsOf([aZone({ workers: [WORKER, { ...REFUSING, refusal: 'new-word' }] })]),
      {},
      '1 problem: 1 of 2 workers of zone docker refuses changes: it does not say why',
    ],
    ['a zone without a key', jobsOf([aZone({ zone: 'x', known: false })]), {}, /^1 notice: zone x has workers/],
    ['long waits', jobsOf([aZone()], { longWaiting: 1 }), {}, '1 problem: 1 job waits longer than 5 min'],
    [
      'unknown outcomes',
      jobsOf([aZone({ lately: { failed: 0, unknown: 2, expired: 0, isExact: true } })]),
      {},
      '1 problem: 2 outcomes of the last 24 h are unknown',
    ],
    ['a refused file', jobsOf([aZone()]), { files: [aFile] }, '1 problem: GCR.csv is refused, the old one is in use'],
    ['jobs that cannot be seen', undefined, {}, '1 problem: the jobs cannot be seen now'],
  ] as [string, JobsSeen | undefined, Partial<Seen>, string][])('tells of %s', (_, jobs, more, words) => {
    expect(verdict(jobs, more).words).toEqual(typeof words === 'string' ? words : expect.stringMatching(words));
  });

  it('says what to do first about what keeps work from being done', () => {
    const zones = [aZone({ workers: [] }), aZone({ workers: [REFUSING] }), aZone({ known: false })];
    expect(verdict(jobsOf(zones)).findings.map(({ next }) => next)).toEqual([
      expect.stringMatching(/^Start the worker of the zone/),
      expect.stringContaining('give the disk of that worker room'),
      undefined,
    ]);
  });

  it('says once that Redis is away, and nothing of zones that nobody can see', () => {
    const health: HealthSign[] = [{ name: 'Redis', state: 'down', words: 'does not answer' }];
    expect(verdict(undefined, { health })).toMatchObject({
      weight: 'problem',
      words: '1 problem: Redis: does not answer',
    });
  });

  it('tells of runs that take much longer than usual, and of no others', () => {
    const told = (...jobs: JobRow[]) => verdict(jobsOf([aZone()], { running: jobs })).words;
    expect(told(running(200_000, 50_000), running(10_000, 1_000), running(9e6))).toBe(
      '1 notice: 1 job runs much longer than usual',
    );
    expect(told(running(140_000, 50_000), running(61_500, 2_000))).toMatch(/^All is well/);
  });

  it('names three problems in its sentence, and has all, problems first', () => {
    const zones = ['a', 'b', 'c', 'd'].map((zone) => aZone({ zone, workers: [] }));
    const { words, findings, weight } = verdict(jobsOf([aZone({ zone: 'x', known: false }), ...zones]));
    expect([weight, findings.length, findings[4]?.weight]).toEqual(['problem', 5, 'notice']);
    expect(words).toBe('4 problems: zone a has no worker; zone b has no worker; zone c has no worker; and 1 more');
  });
});
