import {
  appendFileSync,
  chmodSync,
  constants,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { AppLogger } from '#libs/platform';
import { auditKeys } from './audit-keys.js';
import type { AuditLogOptions } from './audit-log.js';
import { CursorFile, cursorFile } from './delivery/cursor.js';
import { segmentName } from './segment-name.js';
import { AuditGround, faultOf, say } from './testing/audit-ground.js';

/** The first record fills a segment, so each later one begins another. */
const TINY = { segmentBytes: 1 };

const logger = { warn: jest.fn(), error: jest.fn() } as unknown as jest.Mocked<AppLogger>;

let ground: AuditGround;

beforeEach(() => {
  jest.clearAllMocks();
  ground = new AuditGround();
});
afterEach(() => ground.end());

/** One process that writes and ends in order. */
async function write(messages: readonly string[], options: Partial<AuditLogOptions> = {}): Promise<void> {
  const log = await ground.open({ logger, ...options });
  for (const message of messages) await log.write(say(message));
  await log.close();
}

const fileAt = (index: number): string => ground.files.at(index) ?? '';
const modes = (): string[] => ground.files.map((file) => (statSync(file).mode & 0o777).toString(8));
const chainsOf = (): Set<string | undefined> => new Set(ground.files.map((file) => segmentName(basename(file))?.chain));

describe('segments', () => {
  it('are begun at a size, the old ones sealed, and together are the chain', async () => {
    await write(['one', 'two', 'three'], TINY);
    expect(ground.events).toEqual([
      ...['chain.begun', 'process.started', 'segment.sealed'],
      ...['process.started', 'segment.sealed', 'process.started'],
    ]);
    expect(ground.files.map((file) => segmentName(basename(file))?.first)).toEqual([1, 4, 6]);
    expect(ground.lines[2]?.details).toEqual({ first: 1, records: 3 });
    expect(modes()).toEqual(['400', '400', '600']);
    expect(faultOf(ground.text)).toBeUndefined();
    expect(chainsOf().size).toBe(1);
  });

  it('are begun at an age', async () => {
    const clock = jest.spyOn(Date, 'now');
    const log = await ground.open({ segmentMs: 60_000 });
    await log.write(say('one'));
    await log.write(say('two'));
    expect(ground.files).toHaveLength(1);
    clock.mockReturnValue(Date.now() + 60_000);
    await log.write(say('three'));
    expect(ground.files).toHaveLength(2);
    clock.mockRestore();
  });

  it('are left alone where they belong to another writer or are of an earlier release', async () => {
    await write(['ours']);
    writeFileSync(fileAt(0).replace(/[^/]+$/, 'w.jsonl'), '{"v":1}\n');
    await write(['theirs'], { writerId: 'w2' });
    await write(['ours too']);
    const texts = ground.files.map((file) => readFileSync(file, 'utf8'));
    expect(texts).toContain('{"v":1}\n');
    expect(texts.map((text) => text.split('"process.started"').length - 1).sort()).toEqual([0, 1, 2]);
  });

  it('stay one chain when the next one cannot be made at once', async () => {
    let isFull = false;
    const { open } = await import('node:fs/promises');
    const openHandle = async (path: string, flags: number) => {
      if (isFull) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      return open(path, flags, 0o600);
    };
    const log = await ground.open({ ...TINY, openHandle });
    await log.write(say('one'));
    isFull = true;
    for (const message of ['two', 'three'])
      await expect(log.write(say(message))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    isFull = false;
    await log.write(say('four'));
    expect(ground.messages).toEqual(['one', 'four']);
    expect(faultOf(ground.text)).toBeUndefined();
    expect(ground.events.filter((event) => event === 'segment.sealed')).toHaveLength(1);
  });
});

describe('the next process of a writer', () => {
  const half = () => readFileSync(fileAt(-1), 'utf8').lastIndexOf('"segment.sealed"');
  const removeLast = () => rmSync(fileAt(-1));
  const emptyLast = () => truncateSync(fileAt(-1));
  const unseal = (index: number) => chmodSync(fileAt(index), 0o600);

  it.each<[string, (() => void)[]]>([
    ['anywhere but there', []],
    [
      'in the middle of the last record of a segment',
      [removeLast, () => truncateSync(fileAt(-1), half()), () => unseal(-1)],
    ],
    ['before the next segment is made', [removeLast, () => unseal(-1)]],
    ['whose next segment somebody deleted', [removeLast]],
    ['before the old one is sealed', [emptyLast, () => unseal(-2)]],
    ['before the first record of the new one', [emptyLast]],
    ['in the middle of that', [() => truncateSync(fileAt(-1), 40)]],
  ])('goes on with the chain after a crash in a rotation, %s', async (_where, steps) => {
    await write(['one', 'two'], TINY);
    for (const step of steps) step();
    const kept = ground.messages;
    await write(['three', 'four']);
    expect(ground.messages).toEqual([...kept, 'three', 'four']);
    expect(faultOf(ground.text)).toBeUndefined();
    expect(chainsOf().size).toBe(1);
    expect(modes()).toEqual([...ground.files.slice(1).map(() => '400'), '600']);
    const isEnd = ground.files.map((file) => /"segment\.sealed"[^\n]*\n$/.test(readFileSync(file, 'utf8')));
    expect(isEnd).toEqual([...isEnd.slice(0, -1).map(() => true), false]);
    expect(ground.events.filter((event) => event === 'segment.sealed')).toHaveLength(isEnd.length - 1);
  });

  it('brings the seal to the disk before it builds upon it: whoever wrote that may have died before it was there', async () => {
    await write(['one', 'two'], TINY);
    removeLast();
    const { open } = await import('node:fs/promises');
    const steps: string[] = [];
    const openHandle = async (path: string, flags: number) => {
      const handle = await open(path, flags, 0o600);
      const what = flags & constants.O_CREAT ? 'next segment made' : 'sealed segment on the disk';
      if (what === 'next segment made') steps.push(what);
      else jest.spyOn(handle, 'datasync').mockImplementation(async () => void steps.push(what));
      return handle;
    };
    await write(['three'], { openHandle });
    expect(steps).toEqual(['sealed segment on the disk', 'next segment made']);
  });

  it.each([
    ['a torn line', '{"response_mess', 15],
    ['a torn line longer than one read', 'x'.repeat(200_000), 200_000],
  ])('cuts off %s and says so', async (_, torn, cutBytes) => {
    await write(['whole']);
    appendFileSync(fileAt(0), torn);
    await write(['new']);
    expect(ground.messages).toEqual(['whole', 'new']);
    expect(ground.lines[2]).toMatchObject({
      event: 'audit.repaired',
      details: { file: basename(fileAt(0)), cutBytes },
    });
    expect(faultOf(ground.text)).toBeUndefined();
    expect(logger.warn.mock.calls).toEqual([[{ file: fileAt(0), cutBytes }, 'a torn audit record was cut off']]);
  });

  it('verifies what an earlier key signed, and signs with the new one', async () => {
    await write(['old']);
    const keys = auditKeys.parse(`new=${'n'.repeat(32)},test=${'t'.repeat(32)}`);
    await write(['new'], { keys });
    expect(faultOf(ground.text, keys)).toBeUndefined();
    expect(ground.text.match(/"kid":"\w+"/g)).toEqual(['"kid":"test"', '"kid":"test"', '"kid":"new"']);
  });

  const edit = () => writeFileSync(fileAt(0), readFileSync(fileAt(0), 'utf8').replace('"two"', '"2"'));
  it.each<[string, () => void, Partial<AuditLogOptions>]>([
    ['was edited', edit, {}],
    ['is no record', () => appendFileSync(fileAt(0), '{"x":1}\n'), {}],
    ['was signed with a key that is gone', () => undefined, { keys: auditKeys.parse(`new=${'n'.repeat(32)}`) }],
  ])(
    'begins a new chain where the last record %s, names the old one and changes nothing of it',
    async (_, harm, more) => {
      await write(['one', 'two']);
      harm();
      const [old = ''] = ground.files;
      const before = readFileSync(old, 'utf8');
      const log = await ground.open({ logger, ...more });
      expect(log.state).toMatchObject({
        acceptsChanges: true,
        reasons: [expect.stringContaining('a new chain begins')],
      });
      expect(logger.error.mock.calls[0]?.[0]).toEqual({ file: old });
      await log.write(say('three'));
      expect(readFileSync(old, 'utf8')).toBe(before);
      expect(statSync(old).mode & 0o777).toBe(0o400);
      const begun = ground.lines.filter(({ event, seq }) => event === 'chain.begun' && seq === 1).map((l) => l.details);
      expect(begun).toContainEqual({
        chain: log.position.chain,
        cause: 'the last record could not be verified',
        before: expect.objectContaining({ chain: segmentName(basename(old))?.chain }),
      });
    },
  );

  it.each([
    ['delivered', { seq: 4 }],
    ['begun to be delivered', { seq: 1, trying: { last: 4, bytes: 1_000 } }],
  ])('begins a new chain where records are gone that were %s, and leaves the old one as it is', async (_, cursor) => {
    await write(['one', 'two', 'three']);
    const [old = ''] = ground.files;
    const chain = segmentName(basename(old))?.chain ?? '';
    const text = readFileSync(old, 'utf8');
    const left = text.slice(0, text.indexOf('\n', text.indexOf('"one"')) + 1);
    writeFileSync(old, left);
    const place = { directory: ground.directory, writer: 'w', chain };
    await (await CursorFile.open(place)).write({ segment: 1, offset: 10, ...cursor });
    await write(['four']);
    await write(['five']);
    rmSync(cursorFile(place));
    expect(ground.files).toHaveLength(2);
    expect(readFileSync(old, 'utf8')).toBe(left);
    expect(logger.error.mock.calls).toEqual([[{ file: old }, expect.stringContaining('are gone that were delivered')]]);
    const begins = ground.lines.filter(({ event }) => event === 'chain.begun').map(({ details }) => details);
    expect(begins).toContainEqual({
      chain: expect.not.stringContaining(chain),
      cause: 'the chain ended before what was delivered of it',
      before: expect.objectContaining({ chain, seq: 2 }),
    });
  });

  it('still names the old chain when the one before it died at the begin of the new one', async () => {
    await write(['one']);
    edit();
    appendFileSync(fileAt(0), '{"x":1}\n');
    const [old = ''] = ground.files;
    await (await ground.open({ logger })).close();
    expect(ground.files).toHaveLength(2);
    await write(['two']);
    expect(ground.files).toHaveLength(2);
    expect(ground.lines.map(({ details }) => details)).toContainEqual({
      chain: expect.any(String),
      cause: expect.any(String),
      before: expect.objectContaining({ chain: segmentName(basename(old))?.chain }),
    });
  });

  it('does not take an empty segment for a begin when those before it are gone', async () => {
    await write(['one', 'two'], TINY);
    rmSync(fileAt(0));
    truncateSync(fileAt(-1));
    await write(['three']);
    expect(chainsOf().size).toBe(2);
    expect(logger.error).toHaveBeenCalledTimes(1);
  });
});
