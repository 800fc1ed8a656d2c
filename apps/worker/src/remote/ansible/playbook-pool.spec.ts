import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PlaybookPool } from './playbook-pool.js';
import type { PlaybookRun } from './playbook-run.js';

interface Fake {
  host: string;
  isUsable: boolean;
  ended: Promise<void>;
  end: () => void;
  kill: () => void;
}

let started: Fake[];
let pool: PlaybookPool;

const start = (host: string) => (onEnd: () => void) => {
  const over = jest.fn(() => {
    run.isUsable = false;
    onEnd();
  });
  const run: Fake = { host, isUsable: true, ended: Promise.resolve(), end: over, kill: over };
  started.push(run);
  return run as unknown as PlaybookRun;
};

const forever = new AbortController().signal;

/** Takes a process for `host`; resolves with how to give it back. */
const take = (host: string, signal = forever, isUrgent = false): Promise<() => void> =>
  new Promise((resolve, reject) => {
    const work = () => new Promise<void>((done) => resolve(done));
    pool.with(host, start(host), { signal, isUrgent }, work).catch(reject);
  });

/** Takes one and gives it back. */
const serve = (host: string): Promise<void> => pool.with(host, start(host), { signal: forever }, async () => undefined);

const isPending = async (promise: Promise<unknown>): Promise<boolean> => {
  const pending = Symbol('pending');
  await new Promise((resolve) => setImmediate(resolve));
  return (await Promise.race([promise, Promise.resolve(pending)])) === pending;
};

beforeEach(() => {
  started = [];
  pool = new PlaybookPool({ processes: 3, processesPerHost: 2, idleMs: 60_000 });
});

describe('the processes of ansible-playbook', () => {
  it('serve one after another, as few as do', async () => {
    for (let turn = 0; turn < 5; turn += 1) await serve('a');
    expect(started).toHaveLength(1);
  });

  it('are no more for a host than they may be: who comes later waits', async () => {
    const [first] = await Promise.all([take('a'), take('a')]);
    const third = take('a');
    expect(await isPending(third)).toBe(true);
    expect(pool.use).toEqual({ busy: 2, idle: 0, waiting: 1 });
    first();
    (await third)();
    await isPending(third);
    expect(pool.use).toEqual({ busy: 1, idle: 1, waiting: 0 });
    expect(started).toHaveLength(2);
  });

  it('are no more together than they may be, but one that idles for another host makes room', async () => {
    const backs = await Promise.all([take('a'), take('a'), take('b')]);
    const fourth = take('c');
    expect(await isPending(fourth)).toBe(true);
    backs[0]?.();
    await fourth;
    expect(started.map(({ host, isUsable }) => [host, isUsable])).toEqual([
      ['a', false],
      ['a', true],
      ['b', true],
      ['c', true],
    ]);
  });

  it('are begun anew where one has ended', async () => {
    await serve('a');
    started[0]?.kill();
    await serve('a');
    expect(started).toHaveLength(2);
  });

  it('whoever waits is let go by their signal, and takes nobody else’s turn', async () => {
    const [back] = await Promise.all([take('a'), take('a')]);
    const end = new AbortController();
    const gone = take('a', end.signal);
    const next = take('a');
    end.abort(new Error('cancelled'));
    await expect(gone).rejects.toThrow('cancelled');
    back();
    await next;
  });

  it('an urgent one waits for nobody', async () => {
    await Promise.all([take('a'), take('a'), take('b')]);
    await take('a', forever, true);
    expect(started).toHaveLength(4);
  });
});
