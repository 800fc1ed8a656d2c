import { expect, jest } from '@jest/globals';
import { SERVICE } from '../../support/stack/estate.js';
import { expectTruth } from '../../support/stack/expect-truth.js';
import { routes } from '../../support/stack/routes.js';
import { describeByTransport } from '../../support/stack/transports.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(180_000);

const CONNECTION = '16';

describeByTransport('programs that lie, die or are in the way', (transport) => {
  const { stack, api, host, test } = useStack({ transport });
  const stop = () => api().run('POST', routes.change(SERVICE, 'stop'));
  const start = () => api().run('POST', routes.change(SERVICE, 'start'));
  const kill = () => api().run('DELETE', routes.session(CONNECTION));
  const disableDoes = (does: string) => host().behave({ program: 'infacmd', command: 'DisableService', does });
  const killDoes = (does: string) => host().behave({ program: 'pmrep', command: 'killuserconnection', does });

  test('a stop that prints an error and exits 0 has failed', async () => {
    disableDoes('exit-0-with-error');
    const job = await stop();
    expect(job.error).toMatchObject({ code: 'COMMAND_FAILED' });
    expectTruth(stack(), job, { status: 'failed', effects: { DisableService: 0 }, starts: { DisableService: 1 } });
  });

  test('a stop whose gateway is down has failed', async () => {
    disableDoes('gateway-down');
    const job = await stop();
    expect(job.error).toMatchObject({ code: 'DOMAIN_UNREACHABLE' });
    expectTruth(stack(), job, { status: 'failed', effects: { DisableService: 0 }, starts: { DisableService: 1 } });
  });

  for (const [how, does] of [
    ['dies after it', 'die-after-effect'],
    ['prints bytes that are no text', 'garbage'],
  ] as const) {
    test(`a stop that works but ${how} has succeeded: the state decides`, async () => {
      disableDoes(does);
      const job = await stop();
      expect(job.result).toMatchObject({ changed: true, before: { alive: true }, after: { alive: false } });
      expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
    });
  }

  test('a start that is refused because it is enabled, while it is not, has failed', async () => {
    await stop();
    host().behave({ program: 'infacmd', command: 'EnableService', does: 'already-enabled' });
    const job = await start();
    expect(job.error).toMatchObject({ code: 'COMMAND_FAILED' });
    expectTruth(stack(), job, { status: 'failed', effects: { EnableService: 0 }, starts: { EnableService: 1 } });
  });

  test('a start of a running service changes nothing', async () => {
    const job = await start();
    expect(job.result).toMatchObject({ changed: false, before: { alive: true }, after: { alive: true } });
    expectTruth(stack(), job, { status: 'succeeded', effects: { EnableService: 0 } });
  });

  /** The same rule as for a stop that only claims to be done; a kill is verified in seconds, a stop in two minutes. */
  test('a kill that claims to be done, while the connection is still there, has not succeeded', async () => {
    killDoes('claims-only');
    const job = await kill();
    expect(job.error).toMatchObject({ code: 'STATE_NOT_REACHED', remaining: [{ connectionId: CONNECTION }] });
    expectTruth(stack(), job, {
      status: 'failed',
      effects: { killuserconnection: 0 },
      starts: { killuserconnection: 1 },
    });
  });

  test('a kill that died before its effect is unknown, for nobody knows what it did', async () => {
    killDoes('die-by-signal');
    const job = await kill();
    expect(job.error).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expectTruth(stack(), job, {
      status: 'unknown',
      effects: { killuserconnection: 0 },
      starts: { killuserconnection: 1 },
    });
  });

  test('a kill that died after its effect has succeeded', async () => {
    killDoes('die-after-effect');
    const job = await kill();
    expectTruth(stack(), job, { status: 'succeeded', effects: { killuserconnection: 1 } });
  });

  /** What was begun is followed to its end: a cancel must not end the commands that look how it ended. */
  for (const [when, command, phase] of [
    ['after its effect', 'DisableService', 'effect'],
    ['while its effect is verified', 'pingservice', 'start'],
  ] as const) {
    test(`a stop that is cancelled ${when} tells that the service stopped`, async () => {
      host().delay(0.3);
      host().behave({ program: 'pmcmd', command: 'pingservice', does: 'slow', ms: 6_000 });
      const { id } = await api().submit('POST', routes.change(SERVICE, 'stop'));
      await waitUntil(`${command} is there`, () => host().count(command, phase) === 1);
      expect((await api().ask('POST', routes.cancel(id))).status).toBe(202);
      const job = await api().ended(id);
      expect(job.result).toMatchObject({ changed: true, after: { enabled: false, alive: false } });
      expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
      expect(stack().audit.of(id, 'job.cancelled')).toMatchObject([{ outcome: 'asked to end' }]);
    });
  }

  test('a kill that is cancelled before its effect does not say that it was done', async () => {
    killDoes('hang');
    const { id } = await api().submit('DELETE', routes.session(CONNECTION));
    await waitUntil('it hangs', () => host().count('killuserconnection', 'start') === 1);
    expect((await api().ask('POST', routes.cancel(id))).status).toBe(202);
    const job = await api().ended(id);
    expectTruth(stack(), job, {
      status: 'unknown',
      effects: { killuserconnection: 0 },
      starts: { killuserconnection: 1 },
    });
  });
});
