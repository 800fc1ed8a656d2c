import { copyFileSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { AuditLog } from '../audit-log.js';
import { isFault } from '../reading/findings.js';
import { verifyAudit } from '../reading/verify-audit.js';
import { type SegmentName, segmentFile, segmentName } from '../segment-name.js';
import { AuditGround, KEYS, say } from '../testing/audit-ground.js';
import { keysNamed, linesOf, tamper } from '../testing/written-chain.js';
import { KnownRemovals } from './known-removals.js';
import { USUAL_PACE } from './pace.js';
import { Removal } from './removal.js';

const ALL_DELIVERED = { cursorOf: async () => ({ seq: 1e9, segment: 1e9, offset: 0 }) };
/** Of records of some 400 bytes: two and the seal. */
const SEGMENT_BYTES = 700;

let ground: AuditGround;
let warn: jest.Mock;
beforeEach(() => {
  ground = new AuditGround();
  warn = jest.fn();
});
afterEach(() => ground.end());

const open = (writerId: string, segmentBytes = SEGMENT_BYTES) => ground.open({ writerId, segmentBytes });

async function write(log: AuditLog, count: number): Promise<void> {
  for (let index = 0; index < count; index++) await log.write(say(`m${index}`));
}

function removalBy(log: AuditLog, { keys = KEYS, removalMs = Infinity } = {}): Removal {
  const pace = { ...USUAL_PACE, removalMs };
  return new Removal({ log, keys, logger: { warn } as never, keptForMs: -60_000, pace });
}

const OPEN = new AbortController().signal;

/** As a process does that begins now: it remembers nothing. */
async function tidy(log: AuditLog, writer = log.position.writer, keys = KEYS): Promise<void> {
  await removalBy(log, { keys }).tidy(writer, ALL_DELIVERED, OPEN);
}

const segments = (writer: string): SegmentName[] =>
  ground.files.flatMap((file) => segmentName(basename(file)) ?? []).filter((name) => name.writer === writer);
const pathOf = (segment: SegmentName | undefined): string =>
  join(ground.directory, segmentFile(segment as SegmentName));
const firstOf = (writer: string): number => Math.min(...segments(writer).map(({ first }) => first));

/** What is at fault, and what is only told. */
async function verified(): Promise<[faults: string[], told: string[]]> {
  const { findings } = await verifyAudit({ directories: [ground.directory], keys: KEYS });
  const words = findings.map((one) => [isFault(one), `${one.kind} ${one.writer} ${one.seq}-${one.lastSeq}`] as const);
  return [words.flatMap(([is, text]) => (is ? text : [])), words.flatMap(([is, text]) => (is ? [] : text))];
}

/** All but the last of them, over and over: each removal is told in a segment that is removed in its turn. */
async function age(log: AuditLog, times = 4): Promise<void> {
  for (let time = 0; time < times; time++) {
    await write(log, 4);
    await tidy(log);
  }
}

describe('a chain whose oldest segments were removed', () => {
  it('is well however often its records of that were removed in turn', async () => {
    const log = await open('w');
    await age(log);
    expect(firstOf('w')).toBeGreaterThan(20);
    expect(await verified()).toEqual([[], [`removed w 1-${firstOf('w') - 1}`]]);
  });

  it('is at fault for ever where somebody else had taken the oldest away before', async () => {
    const log = await open('w');
    await write(log, 6);
    const [taken, next] = segments('w');
    rmSync(pathOf(taken));
    await age(log);
    const from = next?.first ?? 0;
    expect(await verified()).toEqual([[`begin-missing w 1-${from - 1}`], [`removed w ${from}-${firstOf('w') - 1}`]]);
  });

  it('is at fault where one in between was taken away', async () => {
    const log = await open('w');
    await write(log, 8);
    const [, taken, next] = segments('w');
    rmSync(pathOf(taken));
    await tidy(log);
    expect(firstOf('w')).toBeGreaterThan(next?.first ?? 0);
    const [faults] = await verified();
    expect(faults).toEqual([`begin-missing w ${taken?.first}-${(next?.first ?? 0) - 1}`]);
  });

  it('believes no record of a removal that nobody signed', async () => {
    const log = await open('w');
    await write(log, 6);
    const [taken, next] = segments('w');
    const [, ...lines] = linesOf(pathOf(taken));
    const { mac } = JSON.parse(lines.at(-1) ?? '');
    const details = { writer: 'w', chain: taken?.chain, first: 1, last: (next?.first ?? 0) - 1, mac, removedFrom: 1 };
    const forged = { ...JSON.parse(lines[0] ?? ''), event: 'segment.removed', details };
    rmSync(pathOf(taken));
    const plant = join(ground.directory, segmentFile({ writer: 'x', chain: '0'.repeat(16), first: 1 }));
    writeFileSync(plant, `${JSON.stringify(forged)}\n`);
    await tidy(log);
    rmSync(plant);
    expect(firstOf('w')).toBeGreaterThan(next?.first ?? 0);
    expect((await verified())[0]).toEqual([`begin-missing w 1-${(next?.first ?? 0) - 1}`]);
  });
});

it('what the dead left stays explained when the records of its removal are removed in turn', async () => {
  const dead = await open('dead');
  await write(dead, 6);
  await dead.close();
  const log = await open('living');
  await tidy(log, 'dead');
  expect(segments('dead')).toHaveLength(1);
  await age(log);
  expect(await verified()).toEqual([
    [],
    [`removed dead 1-${firstOf('dead') - 1}`, `removed living 1-${firstOf('living') - 1}`],
  ]);
  // Its process comes back, and goes on removing where that one left off.
  await log.close();
  const back = await open('dead');
  await age(back);
  expect((await verified())[0]).toEqual([]);
});

describe('a segment stays, and all behind it', () => {
  const changes: [what: string, change: (path: string) => void][] = [
    ['is edited', (path) => tamper(path, (lines) => lines.with(1, (lines[1] ?? '').replace('m0', 'mx')))],
    ['lacks a line', (path) => tamper(path, (lines) => lines.toSpliced(1, 1))],
    ['is another one', (path) => renameSync(pathOf(segments('w')[1]), path)],
  ];

  it.each(changes)('that %s', async (_, change) => {
    const log = await open('w');
    await write(log, 8);
    const [first] = segments('w');
    change(pathOf(first));
    const before = ground.files;
    await tidy(log);
    expect(ground.files).toEqual(before);
    expect(ground.events).not.toContain('segment.removed');
    expect(warn).toHaveBeenCalledTimes(1);
  });

  it('of which the key is not known any more', async () => {
    const log = await open('w');
    await write(log, 6);
    await tidy(log, 'w', keysNamed('other'));
    expect(firstOf('w')).toBe(1);
  });

  it('that follows another one than the one before it', async () => {
    const [log, other] = [await open('w'), await open('x')];
    for (const one of [log, other]) await write(one, 8);
    const [, second] = segments('w');
    copyFileSync(pathOf(segments('x')[1]), pathOf(second));
    await tidy(log);
    expect(firstOf('w')).toBe(second?.first);
  });

  it('and is counted and told once, until it is as it was again', async () => {
    const log = await open('w');
    await write(log, 8);
    const path = pathOf(segments('w')[0]);
    const whole = readFileSync(path);
    tamper(path, (lines) => lines.toSpliced(1, 1));
    const removal = removalBy(log);
    for (let times = 0; times < 2; times++) await removal.tidy('w', ALL_DELIVERED, OPEN);
    expect(removal.staying).toBe(1);
    expect(warn).toHaveBeenCalledTimes(1);
    writeFileSync(path, whole);
    await removal.tidy('w', ALL_DELIVERED, OPEN);
    expect(removal.staying).toBe(0);
    expect(firstOf('w')).toBeGreaterThan(1);
  });

  it('and counts no longer than it is there, or its writer is tidied here', async () => {
    const log = await open('w');
    await write(log, 8);
    const removal = removalBy(log, { keys: keysNamed('other') });
    await removal.tidy('w', ALL_DELIVERED, OPEN);
    removal.forget('w');
    expect(removal.staying).toBe(0);
    await removal.tidy('w', ALL_DELIVERED, OPEN);
    expect(removal.staying).toBe(1);
    for (const segment of segments('w').slice(0, -1)) rmSync(pathOf(segment));
    await removal.tidy('w', ALL_DELIVERED, OPEN);
    expect(removal.staying).toBe(0);
  });

  it('and no file is read for its sake any more', async () => {
    const log = await open('w');
    await age(log, 1);
    await write(log, 4);
    tamper(pathOf(segments('w')[0]), (lines) => lines.toSpliced(1, 1));
    const removal = removalBy(log);
    await removal.tidy('w', ALL_DELIVERED, OPEN);
    const asked = jest.spyOn(KnownRemovals.prototype, 'before');
    await removal.tidy('w', ALL_DELIVERED, OPEN);
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
  });
});

describe('where the time is over', () => {
  afterEach(() => void jest.restoreAllMocks());

  /** Each look at the clock takes a second. */
  function slowClock(): void {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => {
      now += 1_000;
      return now;
    });
  }

  /** Two chains of one writer, of which the older one was left damaged; what ends earlier comes first. */
  async function twoChains(): Promise<[AuditLog, chains: string[]]> {
    const first = await open('w');
    await write(first, 20);
    await first.close();
    const old = segments('w');
    tamper(pathOf(old.at(-1)), (lines) => lines.with(-1, (lines.at(-1) ?? '').replace('"v":2', '"v":3')));
    for (const segment of old) utimesSync(pathOf(segment), 1e9, 1e9);
    const log = await open('w');
    await write(log, 20);
    return [log, [old[0]?.chain ?? '', log.position.chain]];
  }

  it('the next round begins with the chains that this one did not come to', async () => {
    const [log, chains] = await twoChains();
    const begunIn = () => chains.map((chain) => segments('w').every((one) => one.chain !== chain || one.first > 1));
    const removal = removalBy(log, { removalMs: 2_500 });
    slowClock();
    await removal.tidy('w', ALL_DELIVERED, OPEN);
    expect(begunIn()).toEqual([true, false]);
    await removal.tidy('w', ALL_DELIVERED, OPEN);
    expect(begunIn()).toEqual([true, true]);
  });

  it('no segment is begun', async () => {
    const log = await open('w');
    await write(log, 8);
    const before = ground.files;
    await removalBy(log, { removalMs: 0 }).tidy('w', ALL_DELIVERED, OPEN);
    expect(ground.files).toEqual(before);
  });
});
