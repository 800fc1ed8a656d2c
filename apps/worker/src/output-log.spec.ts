import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createLogger } from '#libs/platform';
import type { JobHub, JobLog, SignedJob } from '#libs/queue';
import { OutputLog } from './output-log.js';

const JOB = { id: 'j', target: { zone: 'vm' } } as SignedJob;
const append = jest.fn<(zone: string, id: string, text: string) => Promise<void>>();
const isWatched = jest.fn<() => Promise<boolean>>();
let ring: () => void;

beforeEach(() => {
  jest.resetAllMocks();
  append.mockResolvedValue();
  isWatched.mockResolvedValue(false);
});

function open(): OutputLog {
  const listen = (_id: string, listener: () => void) => {
    ring = listener;
    return () => undefined;
  };
  const parts = { log: { append, isWatched } as unknown as JobLog, control: { listen } as unknown as JobHub };
  return new OutputLog(JOB, parts, createLogger('test', 'silent'));
}
const sent = () => append.mock.calls.map(([, , text]) => text).join('');

describe('the output of a job', () => {
  it('goes nowhere while nobody watches', async () => {
    const output = open();
    output.add('one\n');
    await output.close();
    expect(append).not.toHaveBeenCalled();
  });

  it('goes to a watcher that comes in the middle, from its beginning', async () => {
    const output = open();
    output.add('one\n');
    isWatched.mockResolvedValue(true);
    ring();
    await output.look();
    output.add('two\n');
    await output.close();
    expect(append.mock.calls).toEqual([
      ['vm', 'j', 'one\n'],
      ['vm', 'j', 'two\n'],
    ]);
  });

  it('is cut where it is too much, and says so once', async () => {
    const output = open();
    isWatched.mockResolvedValue(true);
    await output.look();
    for (let count = 0; count < 40; count += 1) output.add('x'.repeat(50_000));
    await output.close();
    expect(sent()).toMatch(/^x{1048576}… more output is not shown\n$/);
  });

  it('is lost where Redis is away, and the job is not', async () => {
    const output = open();
    isWatched.mockResolvedValue(true);
    append.mockRejectedValue(new Error('away'));
    await output.look();
    output.add('one\n');
    await expect(output.close()).resolves.toBeUndefined();
    isWatched.mockRejectedValue(new Error('away'));
    await expect(open().close()).resolves.toBeUndefined();
  });
});
