import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { AppLogger } from '#libs/platform';
import { AuditLog } from './audit-log.js';
import type { AuditEvent } from './record.js';

const say = (message: string): AuditEvent => ({
  event: 'process.started',
  correlation_id: 'c-1',
  response_message: message,
});

let directory: string;
let file: string;
let logs: AuditLog[];

beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'audit-')), 'deep', 'er');
  file = join(directory, 'w.jsonl');
  logs = [];
});
afterEach(async () => {
  await Promise.all(logs.map((log) => log.close().catch(() => undefined)));
  rmSync(join(directory, '..', '..'), { recursive: true });
});

async function openLog(changes: Partial<FileHandle> = {}, logger?: AppLogger): Promise<AuditLog> {
  const openHandle = async (path: string) => withChanges(await open(path, 'a+', 0o600), changes);
  const log = await AuditLog.open({ directory, app: 'api', writerId: 'w', logger, openHandle });
  logs.push(log);
  return log;
}

/** A real file handle, some of whose functions are replaced (with the handle as `this`). */
function withChanges(handle: FileHandle, changes: Partial<FileHandle>): FileHandle {
  return new Proxy(handle, {
    get: (target, name) => {
      const value = Reflect.get(changes, name) ?? Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

const messages = (): string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).response_message);

const outcomeOf = (work: Promise<void>): Promise<string> =>
  work.then(
    () => 'kept',
    (error) => error.code,
  );

describe('write', () => {
  it('resolves when the record is in the file, which is for its owner only', async () => {
    const log = await openLog();
    await log.write(say('one'));
    expect(messages()).toEqual(['one']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(log.healthy).toBe(true);
  });

  it('gives 1,000 simultaneous records few syncs and keeps their order', async () => {
    const datasync = jest.fn(function (this: FileHandle) {
      return this.sync();
    });
    const log = await openLog({ datasync });
    const wanted = Array.from({ length: 1_000 }, (_, index) => `m${index}`);
    await Promise.all(wanted.map((message) => log.write(say(message))));
    expect(messages()).toEqual(wanted);
    expect(datasync.mock.calls.length).toBeLessThanOrEqual(3);
  });

  it('settles a record that is written as soon as the one before settled', async () => {
    const log = await openLog();
    for (let index = 0; index < 20; index++) await log.write(say(`m${index}`));
    expect(messages()).toHaveLength(20);
  });

  it('does not resolve before the sync', async () => {
    let synced = false;
    const log = await openLog({
      async datasync(this: FileHandle) {
        await this.sync();
        synced = true;
      },
    });
    await log.write(say('one'));
    expect(synced).toBe(true);
  });

  it('goes on after short writes until every byte is written', async () => {
    const write = jest.fn(function (this: FileHandle, buffer: Buffer, offset: number, length: number) {
      return this.write(buffer, offset, Math.min(10, length), null);
    });
    const log = await openLog({ write: write as unknown as FileHandle['write'] });
    await Promise.all([log.write(say('one')), log.write(say('two'))]);
    expect(messages()).toEqual(['one', 'two']);
    expect(write.mock.calls.length).toBeGreaterThan(20);
  });

  it('refuses what JSON cannot hold, and keeps the rest', async () => {
    const log = await openLog();
    const odd = outcomeOf(log.write({ ...say('odd'), details: { big: 1n } }));
    await log.write(say('fine'));
    expect(await odd).toBe('AUDIT_UNAVAILABLE');
    expect(messages()).toEqual(['fine']);
  });

  it('refuses records after close', async () => {
    const log = await openLog();
    const last = log.write(say('last'));
    await log.close();
    expect(await outcomeOf(last)).toBe('kept');
    expect(await outcomeOf(log.write(say('late')))).toBe('AUDIT_UNAVAILABLE');
    expect(messages()).toEqual(['last']);
  });
});

describe('a full disk', () => {
  /** Lets `budget.bytes` through, the last of them as a short write, then throws. */
  const fullDisk = (budget: { bytes: number }) =>
    ({
      async write(this: FileHandle, buffer: Buffer, offset: number, length: number) {
        if (budget.bytes === 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
        const allowed = Math.min(budget.bytes, length);
        budget.bytes -= allowed;
        return this.write(buffer, offset, allowed, null);
      },
    }) as unknown as Partial<FileHandle>;

  it('refuses all that wait, tears no later record, and heals by itself', async () => {
    const budget = { bytes: Infinity };
    const log = await openLog(fullDisk(budget));
    await log.write(say('before'));
    budget.bytes = 250;
    const outcomes = await Promise.all([outcomeOf(log.write(say('lost 1'))), outcomeOf(log.write(say('lost 2')))]);
    expect(outcomes).toContain('AUDIT_UNAVAILABLE');
    expect(log.healthy).toBe(false);
    budget.bytes = Infinity;
    await log.write(say('after'));
    expect(log.healthy).toBe(true);
    const kept = ['lost 1', 'lost 2'].filter((_, index) => outcomes[index] === 'kept');
    expect(messages()).toEqual(['before', ...kept, 'after']);
  });

  it('stays refused while it lasts', async () => {
    const log = await openLog(fullDisk({ bytes: 0 }));
    expect(await outcomeOf(log.write(say('one')))).toBe('AUDIT_UNAVAILABLE');
    expect(await outcomeOf(log.write(say('two')))).toBe('AUDIT_UNAVAILABLE');
    expect(messages()).toEqual([]);
  });

  it('does not hide what has happened already: it counts as lost, and nobody is refused', async () => {
    const log = await openLog(fullDisk({ bytes: 0 }));
    expect(await outcomeOf(log.writeOrNote(say('done')))).toBe('kept');
    await log.close();
    expect(log.lostRecords).toBe(1);
  });

  it('counts notes that could not be kept', async () => {
    const log = await openLog(fullDisk({ bytes: 0 }));
    log.note(say('a'));
    log.note(say('b'));
    await log.close();
    log.note(say('c'));
    expect(log.lostRecords).toBe(3);
  });
});

it('takes a failed sync for a failure: the record is refused and not left behind', async () => {
  let fails = true;
  const log = await openLog({
    async datasync(this: FileHandle) {
      if (fails) throw new Error('input/output error');
      await this.sync();
    },
  });
  expect(await outcomeOf(log.write(say('doubtful')))).toBe('AUDIT_UNAVAILABLE');
  fails = false;
  await log.write(say('sure'));
  expect(messages()).toEqual(['sure']);
});

describe('note', () => {
  it('keeps its place before a later write', async () => {
    const log = await openLog();
    log.note(say('noted'));
    await log.write(say('written'));
    expect(messages()).toEqual(['noted', 'written']);
    expect(log.lostRecords).toBe(0);
  });

  it('is kept without any write', async () => {
    const synced = new Promise<void>((resolve) => {
      void openLog({
        async datasync(this: FileHandle) {
          await this.sync();
          resolve();
        },
      }).then((log) => log.note(say('noted')));
    });
    await synced;
    expect(messages()).toEqual(['noted']);
  });

  it('is flushed by close', async () => {
    const log = await openLog();
    log.note(say('noted'));
    await log.close();
    expect(messages()).toEqual(['noted']);
  });
});

describe('open', () => {
  const warn = jest.fn();
  const logger = { warn, error: jest.fn() } as unknown as AppLogger;

  it.each([
    ['a torn line', '{"response_message":"whole"}\n{"response_mess', ['whole', 'new'], 15],
    ['only a torn line', '{"response_mess', ['new'], 15],
    [
      'a torn line longer than one read',
      `{"response_message":"whole"}\n${'x'.repeat(200_000)}`,
      ['whole', 'new'],
      200_000,
    ],
    ['nothing torn', '{"response_message":"whole"}\n', ['whole', 'new'], 0],
  ])('leaves whole lines of a file with %s', async (_, content, expected, cutBytes) => {
    await (await openLog()).close();
    writeFileSync(file, content);
    warn.mockClear();
    await (await openLog({}, logger)).write(say('new'));
    expect(messages()).toEqual(expected);
    expect(warn.mock.calls).toEqual(cutBytes ? [[{ file, cutBytes }, 'a torn audit record was cut off']] : []);
  });

  it('keeps what an earlier process wrote', async () => {
    const first = await openLog();
    await first.write(say('first'));
    await first.close();
    await (await openLog()).write(say('second'));
    expect(messages()).toEqual(['first', 'second']);
  });

  it('rejects when the directory cannot be made', async () => {
    const blocked = mkdtempSync(join(tmpdir(), 'audit-'));
    writeFileSync(join(blocked, 'x'), '');
    const opening = AuditLog.open({ directory: join(blocked, 'x', 'y'), app: 'api', writerId: 'w' });
    await expect(opening).rejects.toThrow('ENOTDIR');
    rmSync(blocked, { recursive: true });
  });

  it('refuses a writer id that is a path', async () => {
    await expect(AuditLog.open({ directory, app: 'api', writerId: '../w' })).rejects.toThrow('writer id');
    expect(existsSync(directory)).toBe(false);
  });
});

it('makes a new file when the old one was taken away', async () => {
  const log = await openLog({
    datasync: jest
      .fn<() => Promise<void>>()
      .mockResolvedValueOnce()
      .mockRejectedValueOnce(new Error('stale handle'))
      .mockResolvedValue(),
  });
  await log.write(say('one'));
  rmSync(directory, { recursive: true });
  await outcomeOf(log.write(say('lost')));
  await log.write(say('two'));
  expect(messages()).toEqual(['two']);
});
