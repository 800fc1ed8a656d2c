import { describe, expect, it } from '@jest/globals';
import type { Caller } from '#libs/auth';
import type { JobFilter, JobLists, JobRecord, JobTarget } from '#libs/queue';
import { affectedBy, readPathOf } from './affected.js';
import type { JobVisibility } from './job-visibility.js';
import { LastReads } from './last-reads.js';

const PLACE = { trigram: 'MAE', domain: 'DOM_A', environment: 'Development', host: 'a.socgen', zone: 'docker' };
const CALLER = { subject: 'alice', login: 'alice' } as Caller;
const ALICE = { connectionId: '15', user: 'alice' };
const BOB = { connectionId: '16', user: 'bob' };
const STATE = { name: 'INT_A', enabled: true, alive: true, readAt: '2026-01-10T20:00:00.000Z' };

const read = (operation: string, result: object, overrides: object = {}): JobRecord =>
  ({
    id: 'read-1',
    operation,
    kind: 'read',
    status: 'succeeded',
    target: { ...PLACE, ...(operation === 'sessions.list' && { repository: 'REP_A' }) },
    finishedAt: '2026-01-10T20:00:01.000Z',
    result,
    ...overrides,
  }) as unknown as JobRecord;

const sessionsRead = (overrides: object = {}) =>
  read('sessions.list', { sessions: [ALICE, BOB], unread: [] }, overrides);

function affected(target: Partial<JobTarget>, jobs: JobRecord[], isVisible = true) {
  const isWanted = ({ statuses, operations, domain, environment }: JobFilter, job: JobRecord) =>
    statuses?.includes(job.status) &&
    operations?.includes(job.operation) &&
    job.target.domain === domain &&
    job.target.environment === environment;
  const page = async (_: unknown, filter: JobFilter) => ({ jobs: jobs.filter((job) => isWanted(filter, job)) });
  const lists = { page } as unknown as JobLists;
  const visible = async (all: JobRecord[]) => (isVisible ? all : []);
  const visibility = { visible, scopeOf: async () => ({ all: true }) } as unknown as JobVisibility;
  return affectedBy({ ...PLACE, ...target }, new LastReads(lists, visibility), CALLER);
}

describe('who is affected by a kill', () => {
  it.each([
    ['the connection of the id', { connectionId: '16' }, [BOB]],
    ['the connections of the user, in any case', { user: 'ALICE' }, [ALICE]],
    ['nobody, where the list has nobody of that name', { user: 'zoe' }, []],
  ])('%s', async (_what, whom, connections) => {
    const told = await affected({ repository: 'rep_a', ...whom }, [sessionsRead()]);
    const from = { basis: 'last-read', readAt: '2026-01-10T20:00:01.000Z', job: '/v1/jobs/read-1' };
    expect(told).toMatchObject({ ...from, connections });
  });

  it('is told by the newest list', async () => {
    const newer = sessionsRead({ id: 'read-2', finishedAt: '2026-01-10T20:00:02.000Z' });
    expect(await affected({ repository: 'REP_A', user: 'bob' }, [sessionsRead(), newer])).toMatchObject({
      job: '/v1/jobs/read-2',
    });
  });

  it('is told by the newest list, not by one that was told an older reading later', async () => {
    const sourceFinishedAt = '2026-01-10T20:00:00.000Z';
    const told = sessionsRead({
      id: 'told',
      finishedAt: '2026-01-10T20:05:00.000Z',
      sharedFrom: 'old',
      sourceFinishedAt,
    });
    const whom = { repository: 'REP_A', user: 'bob' };
    expect(await affected(whom, [told, sessionsRead()])).toMatchObject({ job: '/v1/jobs/read-1' });
    expect(await affected(whom, [told])).toMatchObject({ job: '/v1/jobs/told', readAt: sourceFinishedAt });
  });

  it('is told with what could not be read', async () => {
    const list = read('sessions.list', { sessions: [], unread: [['17 : someone']] });
    const { note } = await affected({ repository: 'REP_A', user: 'bob' }, [list]);
    expect(note).toContain('1 records of that list could not be read whole');
  });

  it.each([
    ['failed', sessionsRead({ status: 'failed', result: undefined })],
    ['was of another repository', sessionsRead({ target: { ...PLACE, repository: 'REP_B' } })],
    ['was of another domain', sessionsRead({ target: { ...PLACE, domain: 'DOM_B', repository: 'REP_A' } })],
    [
      'was of another environment',
      sessionsRead({ target: { ...PLACE, environment: 'Production', repository: 'REP_A' } }),
    ],
    ['read something else', read('repositories.list', { repositories: [] })],
  ])('is unknown where the last read %s', async (_what, job) => {
    const told = await affected({ repository: 'REP_A', user: 'bob' }, [job]);
    expect(told).toEqual({ basis: 'unknown', note: expect.stringContaining('GET links.read') });
  });

  it('is unknown where the caller may not see that read', async () => {
    expect((await affected({ repository: 'REP_A', user: 'bob' }, [sessionsRead()], false)).basis).toBe('unknown');
  });
});

describe('who is affected by a change of a service', () => {
  it.each([
    ['a list', read('integration-services.list', { services: [STATE] })],
    ['a reading of it', read('integration-service.get', STATE, { target: { ...PLACE, service: 'INT_A' } })],
  ])('its state, from %s', async (_what, job) => {
    const told = await affected({ service: 'int_a' }, [job]);
    expect(told).toMatchObject({
      basis: 'last-read',
      service: STATE,
      readAt: STATE.readAt,
      note: expect.stringContaining('workflows'),
    });
  });

  it('by when it was asked, whenever the job ended', async () => {
    const newer = { ...STATE, readAt: '2026-01-10T20:00:00.500Z' };
    const told = read(
      'integration-services.list',
      { services: [STATE] },
      { id: 'told', finishedAt: '2026-01-10T20:05:00Z' },
    );
    const jobs = [told, read('integration-services.list', { services: [newer] })];
    expect(await affected({ service: 'INT_A' }, jobs)).toMatchObject({ job: '/v1/jobs/read-1', service: newer });
  });

  it.each([
    ['the list does not have it', read('integration-services.list', { services: [{ ...STATE, name: 'INT_B' }] })],
    ['another was read', read('integration-service.get', STATE, { target: { ...PLACE, service: 'INT_B' } })],
  ])('is unknown where %s', async (_what, job) => {
    expect((await affected({ service: 'INT_A' }, [job])).basis).toBe('unknown');
  });
});

it('where to read it anew', () => {
  const query = 'environment=Development&host=a.socgen';
  const at = '/v1/trigrams/MAE/domains/DOM_A';
  expect(readPathOf({ ...PLACE, service: 'INT_A' })).toBe(`${at}/integration-services/INT_A?${query}`);
  expect(readPathOf({ ...PLACE, repository: 'R', user: 'bob' })).toBe(`${at}/repositories/R/sessions?${query}`);
});
