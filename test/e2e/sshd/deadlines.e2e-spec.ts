import { afterEach, expect, jest } from '@jest/globals';
import { SERVICE } from '../../support/stack/estate.js';
import { expectTruth } from '../../support/stack/expect-truth.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { commandLines } from '../../support/stack/process-list.js';
import { routes } from '../../support/stack/routes.js';
import { describeByTransport } from '../../support/stack/transports.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(120_000);

/** Long enough for a cold start of the transport before the effect. */
const LIMITS_MS = { ssh: 5_000, ansible: 8_000 };
/** Both send the same script, which ends what it began; what only one does is to bring it there and to wait for it. */
const MISDEEDS = { ssh: ['hang', 'ignore-term', 'leave-child'], ansible: ['ignore-term'] };
/** What is promised: no process on a host outlives the deadline, or a cancel, by more. */
const LATE_MS = 10_000;

describeByTransport('processes on the host', (transport) => {
  const limitMs = LIMITS_MS[transport];
  const { stack, api, host, test } = useStack({ transport, settings: { JOB_RUN_WITHIN_MS: String(limitMs) } });
  const sshd = () => stack().parts.sshd;

  afterEach(() => sshd().process.signal('SIGCONT'));

  /** Every process of this installation of Informatica. */
  const left = () => commandLines().filter((line) => line.includes(host().home));
  const gone = () => waitUntil('no process is left', () => left().length === 0);
  const begun = async (method: string, path: string, command: string): Promise<Job> => {
    const { id } = await api().submit(method, path);
    await waitUntil(`${command} runs`, () => host().count(command, 'start') > 0 && left().length > 0);
    return api().read(id);
  };
  const stopThat = (does: string): Promise<Job> => {
    host().behave({ program: 'infacmd', command: 'DisableService', does });
    return begun('POST', routes.change(SERVICE, 'stop'), 'DisableService');
  };
  const msAfterDeadline = ({ startedAt = '' }: Job) => Date.now() - Date.parse(startedAt) - limitMs;
  const expectUnknown = async ({ id }: Job) =>
    expectTruth(stack(), await api().ended(id), {
      status: 'unknown',
      effects: { DisableService: 0 },
      starts: { DisableService: 1 },
    });

  for (const does of MISDEEDS[transport]) {
    test(`of a change that does not end (${does}) are ended at its deadline, and its outcome is unknown`, async () => {
      const job = await stopThat(does);
      await gone();
      expect(msAfterDeadline(job)).toBeLessThan(LATE_MS);
      expect(msAfterDeadline(job)).toBeGreaterThan(-1_000);
      await expectUnknown(job);
    });

    test(`of a change that does not end (${does}) are ended there though its host is cut off for good`, async () => {
      const job = await stopThat(does);
      sshd().process.signal('SIGSTOP');
      expect(sshd().cutConnections()).toBeGreaterThan(0);
      await gone();
      expect(msAfterDeadline(job)).toBeLessThan(LATE_MS);
      expect(msAfterDeadline(job)).toBeGreaterThan(-1_000);
      await expectUnknown(job);
    });

    test(`of a read that is cancelled (${does}) are ended, and it is cancelled`, async () => {
      host().behave({ program: 'infacmd', command: 'GetServiceStatus', does });
      const { id } = await begun('GET', routes.service(SERVICE), 'GetServiceStatus');
      const askedAt = Date.now();
      expect((await api().ask('POST', routes.cancel(id))).status).toBe(202);
      await gone();
      expect(Date.now() - askedAt).toBeLessThan(LATE_MS);
      expect(await api().ended(id)).toMatchObject({ status: 'cancelled' });
    });
  }

  test('of a read that does not end are ended at its deadline, and it has failed', async () => {
    host().behave({ program: 'infacmd', command: 'GetServiceStatus', does: 'ignore-term' });
    const job = await begun('GET', routes.service(SERVICE), 'GetServiceStatus');
    await gone();
    expect(msAfterDeadline(job)).toBeLessThan(LATE_MS);
    expect(await api().ended(job.id)).toMatchObject({ status: 'failed', error: { code: 'DEADLINE_EXCEEDED' } });
  });

  test('of a change that is cancelled before its effect are ended, and it is not called cancelled', async () => {
    const { id } = await stopThat('ignore-term');
    const askedAt = Date.now();
    expect((await api().ask('POST', routes.cancel(id))).status).toBe(202);
    await gone();
    expect(Date.now() - askedAt).toBeLessThan(LATE_MS);
    const { status } = await api().ended(id);
    expect(['failed', 'unknown']).toContain(status);
    expect(host().count('DisableService', 'effect')).toBe(0);
  });
});
