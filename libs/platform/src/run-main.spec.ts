import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { AppLogger } from './logger.js';
import { runMain } from './run-main.js';

const CLOSE_WITHIN_MS = 28_000;
const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

let exits: unknown[];
let logger: { info: jest.Mock; error: jest.Mock };

beforeEach(() => {
  exits = [];
  logger = { info: jest.fn(), error: jest.fn() };
  jest.useFakeTimers({ doNotFake: ['nextTick', 'performance', 'setImmediate'] });
  jest.spyOn(process, 'exit').mockImplementation((code) => exits.push(code ?? process.exitCode) as never);
});
afterEach(() => {
  process.exitCode = undefined;
  for (const signal of [...SIGNALS, 'unhandledRejection'] as const) process.removeAllListeners(signal);
  jest.useRealTimers();
  jest.restoreAllMocks();
});

/** Runs an app that closes like that, and tells it to end. */
async function told(close: () => Promise<void>, ...signals: (typeof SIGNALS)[number][]): Promise<void> {
  await runMain('api', async () => ({ logger: logger as unknown as AppLogger, close }));
  for (const signal of signals) process.emit(signal);
}

/** With which code. What leaves the process looks first, at its own pace, whether files have something under way. */
async function left(): Promise<unknown> {
  while (exits.length === 0) await new Promise((resolve) => setImmediate(resolve));
  return exits[0];
}

it('an app that closes leaves with 0', async () => {
  await told(() => Promise.resolve(), 'SIGTERM');
  expect(await left()).toBe(0);
});

it('one that cannot close in order leaves with 1', async () => {
  await told(() => Promise.reject(new Error('a fault')), 'SIGTERM');
  expect(await left()).toBe(1);
  expect(logger.error).toHaveBeenCalledTimes(1);
});

it('one that closes only once it took too long leaves with 1, however that ends', async () => {
  let closed = () => {};
  const close = () =>
    new Promise<void>((resolve) => {
      closed = resolve;
    });
  await told(close, 'SIGTERM');
  // In the moment in which the time is over.
  setTimeout(() => closed(), CLOSE_WITHIN_MS);
  await jest.advanceTimersByTimeAsync(CLOSE_WITHIN_MS);
  expect(await left()).toBe(1);
});

it('one that is told twice to end closes once', async () => {
  const close = jest.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 100)));
  await told(close, 'SIGTERM', 'SIGTERM', 'SIGINT');
  // Else Node.js would end the process itself at the next one.
  expect(SIGNALS.map((signal) => process.listenerCount(signal))).toEqual([1, 1]);
  await jest.advanceTimersByTimeAsync(100);
  expect(await left()).toBe(0);
  expect(close).toHaveBeenCalledTimes(1);
});

it('a start tells what is rejected meanwhile and by nobody handled, and goes on', async () => {
  const printed = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  await runMain('api', async () => {
    process.emit('unhandledRejection', new Error('a lost connection'), Promise.resolve());
    return { logger: logger as unknown as AppLogger, close: () => Promise.resolve() };
  });
  expect(printed.mock.calls).toEqual([['api is not started yet: Error a lost connection\n']]);
  process.emit('unhandledRejection', new Error('later'), Promise.resolve());
  expect(logger.error).toHaveBeenCalledWith({ err: new Error('later') }, 'unhandled rejection');
  expect(exits).toEqual([]);
});
