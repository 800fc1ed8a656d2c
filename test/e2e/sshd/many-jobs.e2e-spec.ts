import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { expect, jest } from '@jest/globals';
import { REPOSITORY } from '../../support/stack/estate.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { routes, spelled } from '../../support/stack/routes.js';
import { describeByTransport } from '../../support/stack/transports.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitFor, waitUntil } from '../../support/wait-until.js';

jest.setTimeout(240_000);

/** Several times what one connection, and the worker, take at once; a name has 128 spellings. */
const JOBS = 64;
const SHARERS = 1_000;

/** Who is signed in, without the pmrep of this and of other jobs. */
const peopleIn = (result: unknown): string =>
  (result as { sessions: { connectionId: string; application: string }[] }).sessions
    .filter(({ application }) => application !== 'pmrep')
    .map(({ connectionId }) => connectionId)
    .join();

describeByTransport('many jobs at once on one host', (transport) => {
  const { stack, api, host, test } = useStack({ transport });

  /** A burst may be more than the queue confirms in its two seconds: then the API asks to repeat with the same key. */
  const accepted = (path: string): Promise<Job> => {
    const headers = { 'idempotency-key': randomUUID() };
    return waitFor('a submit is accepted', async () => {
      const { status, body } = await api().ask('GET', path, { headers });
      return status === 503 ? undefined : body;
    });
  };
  const acceptedOf = (count: number, pathOf: (number: number) => string) =>
    Promise.all(Array.from({ length: count }, (_, number) => accepted(pathOf(number))));

  /** sshd's defaults: MaxSessions 10 channels a connection, MaxStartups 10 logins at once, then it drops them by lot. */
  test(`${JOBS} different reads at once: sshd drops none, and all see the same`, async () => {
    const jobs = await acceptedOf(JOBS, (number) => routes.sessions(spelled(REPOSITORY, number)));
    const ended = await Promise.all(jobs.map(({ id }) => api().ended(id, 200_000)));
    const faults = ended.filter(({ status }) => status !== 'succeeded').map(({ error }) => error);
    expect(faults).toEqual([]);
    expect(host().count('listuserconnections', 'end')).toBe(JOBS);
    expect(new Set(ended.map(({ result }) => peopleIn(result)))).toEqual(new Set([peopleIn(ended[0]?.result)]));
  });

  test(`${SHARERS} reads of the same at once are one command, and each has its result and its records`, async () => {
    host().behave({ program: 'pmrep', command: 'listuserconnections', does: 'hold' });
    const jobs = await acceptedOf(SHARERS, () => routes.sessions());
    host().behave();
    const ended = await Promise.all(jobs.map(({ id }) => api().ended(id)));
    expect(host().count('listuserconnections', 'start')).toBe(1);
    expect(new Set(ended.map(({ status, result }) => `${status} ${peopleIn(result)}`)).size).toBe(1);
    expect(ended[0]?.status).toBe('succeeded');
    const readers = ended.filter((job) => !job.sharedFrom).map(({ id }) => id);
    expect(readers).toHaveLength(1);
    expect(new Set(ended.flatMap(({ sharedFrom }) => sharedFrom ?? []))).toEqual(new Set(readers));
    const ids = new Set(jobs.map(({ id }) => id));
    const recorded = (event: string) =>
      stack().audit.records.filter((record) => record.event === event && ids.has(record.job_id ?? '')).length;
    await waitUntil('all are recorded', () => recorded('job.finished') === SHARERS);
    expect(recorded('job.decided')).toBe(SHARERS);
  });

  test('the scripts leave nothing behind on the host', async () => {
    await api().run('GET', routes.sessions());
    // A job ends when its script has said all; the shell removes its folder a moment later.
    await waitUntil('all folders are gone', () => readdirSync(stack().parts.sshd.temporary).length === 0);
  });
});
