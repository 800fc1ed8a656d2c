import {
  constants,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AuditLog } from './audit-log.js';
import { until } from './delivery/testing/until.js';
import type { AuditEvent } from './events.js';
import { AuditGround, afterEachWrite, faultOf, KEYS, say } from './testing/audit-ground.js';
import { WriterLock } from './writer-lock.js';

let ground: AuditGround;

beforeEach(() => {
  ground = new AuditGround();
});
afterEach(() => ground.end());

const openLog = (changes: Partial<FileHandle> = {}): Promise<AuditLog> => ground.open({}, changes);

const outcomeOf = (work: Promise<void>): Promise<string> =>
  work.then(
    () => 'kept',
    (error) => error.code,
  );

describe('write', () => {
  it('resolves when the record is in the file, which is for its owner only', async () => {
    const log = await openLog();
    await log.write(say('one'));
    expect(ground.messages).toEqual(['one']);
    expect(statSync(ground.files[0] ?? '').mode & 0o777).toBe(0o600);
    expect(statSync(ground.directory).mode & 0o777).toBe(0o700);
    expect(log.healthy).toBe(true);
  });

  it('gives 1,000 simultaneous records few writes and keeps their order', async () => {
    const wrote = jest.fn();
    const log = await openLog(afterEachWrite(wrote));
    const wanted = Array.from({ length: 1_000 }, (_, index) => `m${index}`);
    await Promise.all(wanted.map((message) => log.write(say(message))));
    expect(ground.messages).toEqual(wanted);
    expect(wrote.mock.calls.length).toBeLessThanOrEqual(3);
  });

  it('settles a record that is written as soon as the one before settled', async () => {
    const log = await openLog();
    for (let index = 0; index < 20; index++) await log.write(say(`m${index}`));
    expect(ground.messages).toHaveLength(20);
  });

  it('does not resolve before the write came back', async () => {
    let isBack = false;
    const log = await openLog(
      afterEachWrite(async () => {
        await turn();
        isBack = true;
      }),
    );
    await log.write(say('one'));
    expect(isBack).toBe(true);
  });

  it('opens its files so that writes come back from the disk, and brings there what was written before', async () => {
    const opened: { flags: number; datasync: jest.SpiedFunction<FileHandle['datasync']> }[] = [];
    const openHandle = async (path: string, flags: number) => {
      const handle = await open(path, flags, 0o600);
      opened.push({ flags, datasync: jest.spyOn(handle, 'datasync') });
      return handle;
    };
    const first = await ground.open({ openHandle });
    await first.write(say('one'));
    await first.close();
    await ground.open({ openHandle });
    expect(opened.map(({ flags }) => flags & constants.O_DSYNC)).toEqual([constants.O_DSYNC, constants.O_DSYNC]);
    expect(opened.map(({ datasync }) => datasync.mock.calls.length)).toEqual([0, 1]);
  });

  it('goes on after short writes until every byte is written', async () => {
    const write = jest.fn(function (this: FileHandle, buffer: Buffer, offset: number, length: number) {
      return this.write(buffer, offset, Math.min(10, length), null);
    });
    const log = await openLog({ write: write as unknown as FileHandle['write'] });
    await Promise.all([log.write(say('one')), log.write(say('two'))]);
    expect(ground.messages).toEqual(['one', 'two']);
    expect(write.mock.calls.length).toBeGreaterThan(20);
  });

  it('refuses what JSON cannot hold, and keeps the rest', async () => {
    const log = await openLog();
    const odd = outcomeOf(log.write({ ...say('odd'), details: { big: 1n } } as AuditEvent));
    await log.write(say('fine'));
    expect(await odd).toBe('AUDIT_UNAVAILABLE');
    expect(ground.messages).toEqual(['fine']);
  });

  it('refuses records after close', async () => {
    const log = await openLog();
    const last = log.write(say('last'));
    await log.close();
    expect(await outcomeOf(last)).toBe('kept');
    expect(await outcomeOf(log.write(say('late')))).toBe('AUDIT_UNAVAILABLE');
    expect(await outcomeOf(log.writeOrNote(say('an end that the next process tells')))).toBe('AUDIT_UNAVAILABLE');
    expect(ground.messages).toEqual(['last']);
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
    expect(ground.messages).toEqual(['before', ...kept, 'after']);
  });

  it('stays refused while it lasts', async () => {
    const log = await openLog(fullDisk({ bytes: 0 }));
    expect(await outcomeOf(log.write(say('one')))).toBe('AUDIT_UNAVAILABLE');
    expect(await outcomeOf(log.write(say('two')))).toBe('AUDIT_UNAVAILABLE');
    expect(ground.messages).toEqual([]);
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

it('takes a write that failed on the disk for a failure: the record is refused and not left behind', async () => {
  let fails = true;
  const log = await openLog(
    afterEachWrite(() => {
      if (fails) throw new Error('input/output error');
    }),
  );
  expect(await outcomeOf(log.write(say('doubtful')))).toBe('AUDIT_UNAVAILABLE');
  fails = false;
  await log.write(say('sure'));
  expect(ground.messages).toEqual(['sure']);
});

describe('note', () => {
  it('keeps its place before a later write', async () => {
    const log = await openLog();
    log.note(say('noted'));
    await log.write(say('written'));
    expect(ground.messages).toEqual(['noted', 'written']);
    expect(log.lostRecords).toBe(0);
  });

  it('is kept without any write', async () => {
    await new Promise<void>((resolve) => {
      void openLog(afterEachWrite(resolve)).then((log) => log.note(say('noted')));
    });
    expect(ground.messages).toEqual(['noted']);
  });

  it('is flushed by close', async () => {
    const log = await openLog();
    log.note(say('noted'));
    await log.close();
    expect(ground.messages).toEqual(['noted']);
  });
});

describe('open', () => {
  it('rejects when the directory cannot be made', async () => {
    const blocked = mkdtempSync(join(tmpdir(), 'audit-'));
    writeFileSync(join(blocked, 'x'), '');
    const opening = AuditLog.open({ directory: join(blocked, 'x', 'y'), app: 'api', writerId: 'w', keys: KEYS });
    await expect(opening).rejects.toThrow('ENOTDIR');
    rmSync(blocked, { recursive: true });
  });

  it('refuses a writer id that is a path', async () => {
    await expect(ground.open({ writerId: '../w' })).rejects.toThrow('writer id');
    expect(existsSync(ground.directory)).toBe(false);
  });

  it('refuses a writer that another has, until that one closed', async () => {
    const first = await openLog();
    await expect(openLog()).rejects.toThrow('another process writes the audit records of w');
    await ground.open({ writerId: 'other' });
    await first.close();
    await openLog();
  });
});

describe('a writer that comes back', () => {
  it('waits for who has its lock for a moment only', async () => {
    await (await openLog()).close();
    const lock = await WriterLock.take(ground.directory, 'w');
    const take = jest.spyOn(WriterLock, 'take');
    const opening = openLog();
    await until('it to ask', () => take.mock.calls.length > 0);
    await lock.release();
    take.mockRestore();
    await (await opening).write(say('back'));
    expect(ground.messages).toEqual(['back']);
  });
});

describe('the position', () => {
  it('is that of the last record on the disk, and is told before the record is acknowledged', async () => {
    const told: unknown[] = [];
    const log = await openLog();
    const stop = log.onDurable(({ seq }, { records }) => told.push([seq, records]));
    await Promise.all([log.write(say('one')).then(() => told.push('one')), log.write(say('two'))]);
    // The first record of the chain came with the first one.
    expect(told).toEqual([[2, 1], 'one', [3, 1]]);
    expect(log.position).toMatchObject({ writer: 'w', seq: 3, mac: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(ground.text).toContain(`"mac":"${log.position.mac}"}`);
    stop();
    await log.write(say('three'));
    expect(told).toHaveLength(3);
  });

  it('does not move with what could not be written', async () => {
    const log = await openLog(afterEachWrite(() => Promise.reject(new Error('input/output error'))));
    const before = log.position;
    await outcomeOf(log.write(say('lost')));
    expect(log.position).toEqual(before);
  });

  it('is told even where a listener fails', async () => {
    const log = await openLog();
    log.onDurable(() => {
      throw new Error('a defect');
    });
    expect(await outcomeOf(log.write(say('one')))).toBe('kept');
  });
});

describe('records that come before an effect', () => {
  const DECIDED: AuditEvent = {
    event: 'job.decided',
    correlation_id: 'c-1',
    job_id: 'j-1',
    subject: { login: 'a', client_id: null },
    target: {},
    decision: { allowed: true, reason: 'owner' },
    response_message: 'may be queued',
  };

  const ANSWERED: AuditEvent = {
    event: 'request.answered',
    correlation_id: 'c',
    response_http_code: 200,
    response_message: 'answered',
  };

  it('are refused for a reason that somebody gives, others are not', async () => {
    const log = await openLog();
    log.refuseChanges('the data lake is away');
    expect(log.state).toMatchObject({
      healthy: true,
      acceptsChanges: false,
      refusal: 'undelivered',
      reasons: ['the data lake is away'],
    });
    expect(await outcomeOf(log.write(DECIDED))).toBe('AUDIT_UNAVAILABLE');
    log.note(DECIDED);
    expect(await outcomeOf(log.write({ ...DECIDED, event: 'job.finished', outcome: 'succeeded' }))).toBe('kept');
    log.refuseChanges(undefined);
    expect(await outcomeOf(log.write(DECIDED))).toBe('kept');
    expect(ground.events).toEqual(['chain.begun', 'job.decided', 'job.finished', 'job.decided']);
  });

  it('are refused while the disk has too little room, and taken again without anybody looking', async () => {
    const clock = jest.spyOn(Date, 'now');
    let free = 999;
    const log = await ground.open({ minFreeBytes: 1_000, freeBytes: async () => free });
    expect(await outcomeOf(log.write(DECIDED))).toBe('AUDIT_UNAVAILABLE');
    expect(log.state).toMatchObject({ acceptsChanges: false, refusal: 'no-room', freeBytes: 999 });
    expect(await outcomeOf(log.write(say('other')))).toBe('kept');
    free = 1_000;
    clock.mockReturnValue(Date.now() + 1_000);
    expect(await outcomeOf(log.write(DECIDED))).toBe('kept');
    expect(log.state).toMatchObject({ acceptsChanges: true, reasons: [] });
    expect(log.state).not.toHaveProperty('refusal');
    clock.mockRestore();
  });

  it('do not get the room of the ballast; what has begun does', async () => {
    const clock = jest.spyOn(Date, 'now');
    let isFull = true;
    const write = jest.fn(async function (this: FileHandle, buffer: Buffer, offset: number, length: number) {
      if (isFull) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      return this.write(buffer, offset, length, null);
    });
    let free = 2_000;
    const freeBytes = async () => {
      isFull = free === 0;
      return free;
    };
    const log = await ground.open(
      { ballastBytes: 1_000, freeBytes },
      { write: write as unknown as FileHandle['write'] },
    );
    isFull = true;
    // Whoever gives the ballast up makes room.
    write.mockImplementationOnce(async () => {
      isFull = false;
      free = 500;
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    });
    log.note(say('the end'));
    expect(await outcomeOf(log.write(DECIDED))).toBe('AUDIT_UNAVAILABLE');
    log.note({ ...ANSWERED, response_message: 'a look' });
    expect(log.lostRecords).toBe(1);
    await log.write(say('after it'));
    expect(ground.messages).toEqual(['the end', 'after it']);
    expect(ground.events).not.toContain('job.decided');
    expect(log.state).toMatchObject({ healthy: true, acceptsChanges: false });
    expect(await outcomeOf(log.write(DECIDED))).toBe('AUDIT_UNAVAILABLE');
    free = 2_000;
    clock.mockReturnValue(Date.now() + 1_000);
    expect(await outcomeOf(log.write(DECIDED))).toBe('kept');
    await log.write(ANSWERED);
    expect(ground.events.at(-1)).toBe('request.answered');
    expect(faultOf(ground.text)).toBeUndefined();
    clock.mockRestore();
  });
});

it('makes a new file when the old one was taken away', async () => {
  const wrote = jest
    .fn<() => Promise<void>>()
    .mockResolvedValueOnce()
    .mockRejectedValueOnce(new Error('stale handle'))
    .mockResolvedValue();
  const log = await openLog(afterEachWrite(wrote));
  await log.write(say('one'));
  rmSync(ground.directory, { recursive: true });
  await outcomeOf(log.write(say('lost')));
  await log.write(say('two'));
  expect(ground.messages).toEqual(['two']);
  expect(ground.lines[0]).toMatchObject({
    event: 'chain.begun',
    details: { cause: expect.stringContaining('gone'), before: { seq: 2 } },
  });
  expect(log.state.reasons).toEqual(['audit records are gone that were written: a new chain begins']);
});

it.each<[string, (file: string) => void]>([
  ['moved', (file) => renameSync(file, `${file}.1`)],
  ['deleted', (file) => rmSync(file)],
  ['truncated', (file) => truncateSync(file, 10)],
])('notices a file that was %s under it, within a second', async (_, harm) => {
  const clock = jest.spyOn(Date, 'now');
  const log = await openLog();
  await log.write(say('one'));
  harm(ground.files[0] ?? '');
  clock.mockReturnValue(Date.now() + 1_000);
  await log.write(say('two'));
  clock.mockRestore();
  const { chain } = log.position;
  const newest = ground.files.filter((file) => file.includes(chain)).map((file) => readFileSync(file, 'utf8'));
  expect(newest.join('')).toContain('"response_message":"two"');
  expect(faultOf(newest.join(''))).toBeUndefined();
  expect(log.state.reasons).toEqual(['audit records are gone that were written: a new chain begins']);
});
