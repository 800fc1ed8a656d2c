import { expect, jest } from '@jest/globals';
import { OTHER_SERVICE, REPOSITORY, SERVICE } from '../../support/stack/estate.js';
import { expectTruth } from '../../support/stack/expect-truth.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { routes } from '../../support/stack/routes.js';
import { describeByTransport } from '../../support/stack/transports.js';
import { useStack } from '../../support/stack/use-stack.js';

jest.setTimeout(120_000);

const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
const state = (name: string, isUp: boolean) => ({
  name,
  enabled: isUp,
  alive: isUp,
  ...(isUp && { endpoint: expect.stringMatching(/^[\w.-]+:\d+$/) }),
  readAt: TIME,
});
const TEXT = expect.any(String);
const connection = (more: object = {}) => ({
  connectionId: expect.stringMatching(/^\d+$/),
  user: TEXT,
  application: TEXT,
  service: TEXT,
  hostName: TEXT,
  hostAddress: TEXT,
  loginTime: TEXT,
  lastActivityTime: TEXT,
  processId: TEXT,
  status: TEXT,
  ...more,
});

interface Session {
  connectionId: string;
  user: string;
}

describeByTransport('the nine operations on a real sshd', (transport) => {
  const { stack, api, host, test } = useStack({ transport });

  const succeeded = (job: Job) => {
    expect(job).toMatchObject({ status: 'succeeded' });
    return job.result;
  };
  const listSessions = async () =>
    (succeeded(await api().run('GET', routes.sessions())) as { sessions: Session[] }).sessions;

  test('integration-services.list', async () => {
    const result = succeeded(await api().run('GET', routes.services()));
    expect(result).toEqual({ services: [state(SERVICE, true), state(OTHER_SERVICE, true)] });
    expect(host().count('GetServiceStatus', 'end')).toBe(2);
  });

  test('integration-service.get', async () => {
    const result = succeeded(await api().run('GET', routes.service(SERVICE)));
    expect(result).toEqual(state(SERVICE, true));
  });

  test('integration-service.stop, as the user who logs in', async () => {
    const job = await api().run('POST', routes.change(SERVICE, 'stop'), { body: { mode: 'abort' } });
    expect(job.result).toEqual({ changed: true, before: state(SERVICE, true), after: state(SERVICE, false) });
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
    expect(host().changedByUid).toBe(stack().user.uid);
  });

  test('integration-service.stop of a stopped one changes nothing', async () => {
    await api().run('POST', routes.change(SERVICE, 'stop'));
    const job = await api().run('POST', routes.change(SERVICE, 'stop'));
    expect(job.result).toEqual({ changed: false, before: state(SERVICE, false), after: state(SERVICE, false) });
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
  });

  test('integration-service.start', async () => {
    await api().run('POST', routes.change(SERVICE, 'stop'));
    const job = await api().run('POST', routes.change(SERVICE, 'start'));
    expect(job.result).toEqual({ changed: true, before: state(SERVICE, false), after: state(SERVICE, true) });
    expectTruth(stack(), job, { status: 'succeeded', effects: { EnableService: 1 } });
  });

  test('integration-service.restart', async () => {
    const job = await api().run('POST', routes.change(SERVICE, 'restart'));
    expect(job.result).toEqual({ changed: true, before: state(SERVICE, true), after: state(SERVICE, true) });
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1, EnableService: 1 } });
  });

  test('repositories.list', async () => {
    const result = succeeded(await api().run('GET', routes.repositories()));
    expect(result).toEqual({ repositories: [{ name: REPOSITORY, enabled: true, alive: true }] });
  });

  test('sessions.list', async () => {
    const sessions = await listSessions();
    expect(sessions.length).toBeGreaterThan(10);
    expect(sessions).toEqual(sessions.map(() => connection()));
  });

  test('session.kill', async () => {
    const victim = (await listSessions()).find(({ user }) => user === 'bmoreau');
    const job = await api().run('DELETE', routes.session(String(victim?.connectionId)));
    expect(job.result).toEqual({ killed: [victim] });
    expectTruth(stack(), job, { status: 'succeeded', effects: { killuserconnection: 1 } });
    expect(await listSessions()).not.toContainEqual(victim);
  });

  test('sessions.kill-by-user', async () => {
    const victims = (await listSessions()).filter(({ user }) => user === 'adupont');
    expect(victims.length).toBeGreaterThan(1);
    const job = await api().run('DELETE', routes.sessionsOf('adupont'));
    expect(job.result).toEqual({ killed: victims });
    expectTruth(stack(), job, { status: 'succeeded', effects: { killuserconnection: victims.length } });
    expect((await listSessions()).some(({ user }) => user === 'adupont')).toBe(false);
  });
});
