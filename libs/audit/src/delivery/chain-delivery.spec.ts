import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CHAIN_BEGIN, type ChainHead, linked } from '../chain.js';
import { segmentFile } from '../segment-name.js';
import { KEYS } from '../testing/audit-ground.js';
import { DeliveryFault } from './batch.js';
import type { BatchLimits } from './batch-reader.js';
import { ChainDelivery } from './chain-delivery.js';
import { backlogOf, chainsIn } from './chain-files.js';
import { cursorFile } from './cursor.js';
import { LATER, TestLake } from './testing/test-lake.js';

const CHAIN = '0123456789abcdef';
const LIMITS = { records: 3, bytes: 100_000 };
const { signal } = new AbortController();

let directory: string;
let head: ChainHead;
let lake: TestLake;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'delivery-'));
  head = CHAIN_BEGIN;
  lake = new TestLake();
});
afterEach(() => rmSync(directory, { recursive: true }));

/** A segment with so many more records of the chain. */
function segment(records: number, text = 'x'): string {
  const path = join(directory, segmentFile({ writer: 'w', chain: CHAIN, first: head.seq + 1 }));
  writeFileSync(path, '');
  for (let index = 0; index < records; index++) {
    const next = linked(JSON.stringify({ id: `r${head.seq + 1}`, text }), head, KEYS);
    head = next.head;
    appendFileSync(path, `${next.line}\n`);
  }
  return path;
}

/** A process that delivers until nothing is there, or its lake fails for another reason than size. */
async function deliver(untilSeq = Infinity, limits: BatchLimits = LIMITS): Promise<void> {
  const chain = await ChainDelivery.open({ directory, writer: 'w', chain: CHAIN }, limits);
  const [files] = await chainsIn(directory, 'w');
  if (!files) throw new Error('no chain');
  const next = () => chain.deliverNext(files, untilSeq, { sink: lake, signal });
  while (await next().catch(onlyTooLarge));
}

function onlyTooLarge(error: unknown): true {
  if (error instanceof DeliveryFault && error.verdict === 'too-large') return true;
  throw error;
}

const ids = () => lake.records.map(({ id }) => id);
const allTo = (last: number) => Array.from({ length: last }, (_, index) => `r${index + 1}`);

describe('a chain', () => {
  it('goes in batches, in order, and byte by byte as it was written', async () => {
    const files = [segment(5), segment(4)];
    await deliver();
    expect(lake.borders).toEqual(['1-3', '4-5', '6-8', '9-9']);
    const written = Buffer.concat(files.map((file) => readFileSync(file)));
    expect(Buffer.concat(lake.batches.map(({ lines }) => lines)).equals(written)).toBe(true);
  });

  it('is not delivered again by the next process', async () => {
    segment(5);
    await deliver();
    await deliver();
    expect(lake.borders).toEqual(['1-3', '4-5']);
  });

  it('ends at what is durable, and before a torn line', async () => {
    const file = segment(5);
    await deliver(2);
    expect(lake.borders).toEqual(['1-2']);
    appendFileSync(file, '{"id":"r6","te');
    await deliver();
    expect(lake.borders).toEqual(['1-2', '3-5']);
  });

  it('is delivered also where a record is longer than a batch', async () => {
    segment(2, 'y'.repeat(5_000));
    await deliver(Infinity, { records: 3, bytes: 512 });
    expect(lake.borders).toEqual(['1-1', '2-2']);
  });

  it('keeps the borders of a batch that was begun, whatever was written meanwhile and whoever goes on', async () => {
    const file = segment(2);
    lake.mood = () => 'lost';
    await expect(deliver()).rejects.toThrow('the sink failed');
    const next = linked(JSON.stringify({ id: 'r3' }), head, KEYS);
    appendFileSync(file, `${next.line}\n`);
    await expect(deliver()).rejects.toThrow('the sink failed');
    lake.mood = () => 'takes';
    await deliver();
    expect(lake.borders).toEqual(['1-2', '1-2', '1-2', '3-3']);
    expect(ids()).toEqual(allTo(3));
  });

  it('is cut smaller where a batch is too large, and no smaller than needed for ever', async () => {
    segment(20);
    const most = 2;
    lake.mood = ({ first, last }) => (last - first + 1 > most ? new DeliveryFault('too-large', '413') : 'takes');
    await deliver(Infinity, { records: 8, bytes: 100_000 });
    expect(ids()).toEqual(allTo(20));
    expect(lake.batches).toHaveLength(10);
  });

  it('stops at one record that is too large, and says so', async () => {
    segment(1);
    lake.mood = () => new DeliveryFault('too-large', '413');
    await expect(deliver()).rejects.toMatchObject({ verdict: 'refused', message: expect.stringContaining('record 1') });
  });

  it('begins anew where nobody can read how far it came: repeats are dropped, gaps are not', async () => {
    segment(4);
    await deliver();
    writeFileSync(cursorFile({ directory, writer: 'w', chain: CHAIN }), '{"v":1,"seq":');
    await deliver();
    expect(lake.borders).toEqual(['1-3', '4-4', '1-3', '4-4']);
  });

  it('is not delivered from the middle of a line, nor from another record than the next', async () => {
    const file = segment(4);
    await deliver(2);
    const lines = readFileSync(file, 'utf8').split('\n');
    const refused = (what: string) => ({ verdict: 'refused', message: expect.stringContaining(what) });
    writeFileSync(file, `${lines[0]}${lines.slice(1).join('\n')}`);
    await expect(deliver()).rejects.toMatchObject(refused('no begin of a line'));
    writeFileSync(file, [lines[0], lines[1], lines[3], ''].join('\n'));
    await expect(deliver()).rejects.toMatchObject(refused('record 4 is where 3 should be'));
    expect(lake.borders).toEqual(['1-2']);
  });

  it('goes on where the files before were removed', async () => {
    const first = segment(3);
    segment(3);
    await deliver();
    rmSync(first);
    segment(2);
    await deliver();
    expect(ids()).toEqual(allTo(8));
  });
});

describe('what is left of a chain', () => {
  it('is counted in records and bytes', async () => {
    const file = segment(3);
    const second = segment(4);
    lake.mood = ({ first }) => (first > 3 ? LATER : 'takes');
    await expect(deliver()).rejects.toThrow('down');
    const chain = await ChainDelivery.open({ directory, writer: 'w', chain: CHAIN }, LIMITS);
    const [files] = await chainsIn(directory);
    if (!files) throw new Error('no chain');
    expect(await backlogOf(files, chain.cursor)).toMatchObject({ records: 4, bytes: readFileSync(second).length });
    expect(readFileSync(file).length).toBeGreaterThan(0);
  });
});
