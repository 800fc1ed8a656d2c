import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Presence } from '#libs/queue';
import type { WorkerSettings } from './settings.js';
import { type LivingParts, WorkerLife } from './worker-life.js';

const SETTINGS = { WORKER_ID: 'w', WORKER_ZONES: ['vm'], RULES_RELOAD_MS: 5_000, WORKER_CONCURRENCY: 1 };

/** An audit log that is full until it is asked to look again. */
function aLog() {
  const log = { note: jest.fn(), state: { acceptsChanges: false, refusal: 'no-room' } as object, probe: jest.fn() };
  log.probe.mockImplementation(async () => {
    await undefined;
    log.state = { acceptsChanges: true };
  });
  return log;
}

/** Parts that note who is called, in order; `consumer.stop` ends when the test says so. */
function aWorker() {
  const calls: string[] = [];
  const step = (name: string) => jest.fn(async () => void calls.push(name));
  let drained: () => void = () => undefined;
  const drain = new Promise<void>((resolve) => {
    drained = resolve;
  });
  const parts = {
    consumer: { start: step('start'), stop: jest.fn(() => drain.then(() => calls.push('drained'))) },
    transports: new Map([['vm', { name: 'ssh', close: step('transport closed') }]]),
    trail: { log: aLog(), start: step('trail'), close: step('audit closed') },
    control: { start: step('control'), stop: step('control stopped') },
    connections: { close: step('connections closed') },
    presence: {
      announce: jest.fn(async (_now: () => readonly Presence[]) => void calls.push('announced')),
      leave: step('left'),
    },
    traces: { close: step('traces closed') },
    files: { watch: { start: step('watch'), stop: step('watch stopped') }, directory: {} },
    certificates: { start: step('certificates'), stop: step('certificates stopped') },
    door: { open: step('door opened'), close: step('door closed') },
  };
  const life = new WorkerLife(SETTINGS as unknown as WorkerSettings, parts as unknown as LivingParts);
  return { life, calls, drained, parts };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('a worker says at each beat whether it takes changes, and looks again whether it can', async () => {
  const { life, parts } = aWorker();
  await life.onApplicationBootstrap();
  const now = parts.presence.announce.mock.calls[0]?.[0];
  const refusing = { worker: 'w', zone: 'vm', transport: 'ssh', acceptsChanges: false, refusal: 'no-room' };
  expect(now?.()).toEqual([expect.objectContaining(refusing)]);
  await jest.advanceTimersByTimeAsync(0);
  const [taking] = now?.() ?? [];
  expect(taking).toMatchObject({ worker: 'w', acceptsChanges: true });
  expect(taking).not.toHaveProperty('refusal');
});

describe('the end of a worker', () => {
  it('keeps the rules up to date until its last job has ended, and leaves before it', async () => {
    const { life, calls, drained, parts } = aWorker();
    const ended = life.onApplicationShutdown();
    await jest.advanceTimersByTimeAsync(0);
    expect(parts.consumer.stop).toHaveBeenCalledTimes(1);
    expect(calls).toEqual(['left']);
    drained();
    await ended;
    const after = ['door closed', 'watch stopped', 'certificates stopped', 'control stopped', 'transport closed'];
    const last = ['audit closed', 'traces closed', 'connections closed'];
    expect(calls).toEqual(['left', 'drained', ...after, ...last]);
  });
});
