import { readdirSync } from 'node:fs';
import { expect, jest } from '@jest/globals';
import type { Job } from '../../support/stack/jobs-client.js';
import { routes } from '../../support/stack/routes.js';
import { describeByTransport } from '../../support/stack/transports.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitFor, waitUntil } from '../../support/wait-until.js';

jest.setTimeout(240_000);

const JOBS = 200;

/** Who is signed in, without the pmrep of this and of other jobs. */
const peopleIn = (result: unknown): string =>
  (result as { sessions: { connectionId: string; application: string }[] }).sessions
    .filter(({ application }) => application !== 'pmrep')
    .map(({ connectionId }) => connectionId)
    .join();

describeByTransport('many jobs at once on one host', (transport) => {
  const { stack, api, host, test } = useStack({ transport });

  /** A burst may be more than the queue confirms in its two seconds: then the API asks to repeat with the same key. */
  const accepted = (key: string): Promise<Job> =>
    waitFor('a submit is accepted', async () => {
      const { status, body } = await api().ask('GET', routes.sessions(), { headers: { 'idempotency-key': key } });
      return status === 503 ? undefined : body;
    });

  /** sshd's defaults: MaxSessions 10 channels a connection, MaxStartups 10 logins at once, then it drops them by lot. */
  test(`${JOBS} reads at once: sshd drops none, and all see the same`, async () => {
    const jobs = await Promise.all(Array.from({ length: JOBS }, (_, index) => accepted(`many-${index}`)));
    const ended = await Promise.all(jobs.map(({ id }) => api().ended(id, 200_000)));
    const faults = ended.filter(({ status }) => status !== 'succeeded').map(({ error }) => error);
    expect(faults).toEqual([]);
    expect(host().count('listuserconnections', 'end')).toBe(JOBS);
    expect(new Set(ended.map(({ result }) => peopleIn(result)))).toEqual(new Set([peopleIn(ended[0]?.result)]));
  });

  test('the scripts leave nothing behind on the host', async () => {
    await api().run('GET', routes.sessions());
    // A job ends when its script has said all; the shell removes its folder a moment later.
    await waitUntil('all folders are gone', () => readdirSync(stack().parts.sshd.temporary).length === 0);
  });
});
