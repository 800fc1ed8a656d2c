import { afterEach, expect, jest } from '@jest/globals';
import { SERVICE } from '../../support/stack/estate.js';
import { expectTruth } from '../../support/stack/expect-truth.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { commandLines } from '../../support/stack/process-list.js';
import { routes } from '../../support/stack/routes.js';
import { describeByTransport } from '../../support/stack/transports.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(180_000);

const SLOW_MS = 4_000;

describeByTransport('the worker is lost while a service stops', (transport) => {
  const { stack, api, host, test } = useStack({ transport, settings: { QUEUE_LOCK_MS: '2000' } });

  afterEach(async () => {
    if (!stack().worker().isRunning) await stack().startWorker('worker');
  });

  /** Asks for a change and resolves when `command` runs on the host, where it takes `SLOW_MS`. */
  const beginUntil = async (command: string, verb: 'stop' | 'restart' = 'stop'): Promise<Job> => {
    host().behave({ program: 'infacmd', command, target: SERVICE, does: 'slow', ms: SLOW_MS, times: 1 });
    const job = await api().submit('POST', routes.change(SERVICE, verb));
    await waitUntil(`${command} runs`, () => host().count(command, 'start', SERVICE) === 1);
    return job;
  };
  const killWorker = () => stack().worker().kill();
  const stopped = {
    changed: true,
    before: expect.objectContaining({ enabled: true, alive: true }),
    after: expect.objectContaining({ enabled: false, alive: false }),
  };
  const isRedelivered = (job: Job) => stack().audit.of(job.id, 'job.started').length > 1;

  test('kill -9 in the middle of the stop: a new worker tells the true outcome, the stop ran once', async () => {
    const { id } = await beginUntil('DisableService');
    await killWorker();
    expect(host().count('DisableService', 'effect')).toBe(0);
    await stack().startWorker('worker');
    const job = await api().ended(id);
    expect(job.result).toEqual(stopped);
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
    expect(isRedelivered(job)).toBe(true);
  });

  test('kill -9 leaves no process of the worker behind', async () => {
    const { id } = await beginUntil('DisableService');
    const left = () => commandLines().filter((line) => line.includes(stack().apps.workerTemporary));
    expect(left().length > 0).toBe(transport === 'ansible');
    await killWorker();
    await waitUntil('what it had started has ended', () => left().length === 0);
    await stack().startWorker('worker');
    expectTruth(stack(), await api().ended(id), { status: 'succeeded', effects: { DisableService: 1 } });
  });

  test('kill -9, and the stop is over before a new worker comes: the journal tells what was before', async () => {
    const { id } = await beginUntil('DisableService');
    await killWorker();
    await waitUntil('the stop is over', () => host().count('DisableService', 'end') === 1);
    await stack().startWorker('worker');
    const job = await api().ended(id);
    expect(job.result).toEqual(stopped);
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
  });

  test('kill -9 before the stop began: a new worker runs it, once', async () => {
    const { id } = await beginUntil('GetServiceStatus');
    await killWorker();
    await stack().startWorker('worker');
    const job = await api().ended(id);
    expect(job.result).toEqual(stopped);
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
  });

  test('kill -9 in the stop of a restart: a new worker goes on with the start', async () => {
    const { id } = await beginUntil('DisableService', 'restart');
    await killWorker();
    await stack().startWorker('worker');
    const job = await api().ended(id);
    expect(job.result).toMatchObject({ changed: true, before: { alive: true }, after: { alive: true } });
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1, EnableService: 1 } });
  });

  /** The frozen worker wakes up in the belief that the job is still its own. */
  for (const [when, command] of [
    ['during the stop', 'DisableService'],
    ['just before it begins the stop', 'GetServiceStatus'],
  ] as const) {
    test(`frozen ${when} for longer than its lock, then awake again: one stop, one outcome`, async () => {
      const frozen = stack().worker();
      const { id } = await beginUntil(command);
      frozen.signal('SIGSTOP');
      const second = await stack().startWorker('second');
      const job = await api().ended(id);
      const logged = frozen.log.length;
      frozen.signal('SIGCONT');
      await waitUntil('the frozen worker is done too', () => /job ended/.test(frozen.log.slice(logged)));
      expect(await api().read(id)).toEqual(job);
      expect(job.result).toEqual(stopped);
      expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
      expect(await second.end()).toEqual({ code: 0, signal: null });
    });
  }

  test('the SSH connection is cut in the middle of the stop: the stop goes on, its outcome is told', async () => {
    const { id } = await beginUntil('DisableService');
    expect(stack().parts.sshd.cutConnections()).toBeGreaterThan(0);
    const job = await api().ended(id);
    expect(job.result).toEqual(stopped);
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
    expect(isRedelivered(job)).toBe(false);
  });

  test('the SSH connection is cut before the stop began: it is asked for again, and runs once', async () => {
    const { id } = await beginUntil('GetServiceStatus');
    expect(stack().parts.sshd.cutConnections()).toBeGreaterThan(0);
    const job = await api().ended(id);
    expect(job.result).toEqual(stopped);
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
  });
});
