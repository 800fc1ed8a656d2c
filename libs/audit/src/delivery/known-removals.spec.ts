import { rmSync, utimesSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { AuditGround } from '../testing/audit-ground.js';
import { keysNamed, WrittenChain } from '../testing/written-chain.js';
import { KnownRemovals } from './known-removals.js';
import type { TimeBounds } from './pace.js';

const KEYS = keysNamed('k1');
const DEAD = { writer: 'dead', chain: 'd'.repeat(16) };
/** Of its records 1 to 9. */
const REMOVAL = { ...DEAD, first: 5, last: 9, mac: 'a'.repeat(64), removedFrom: 1 };

let ground: AuditGround;
let told: KnownRemovals;
/** From the newest to the oldest. */
let files: WrittenChain[];
beforeEach(async () => {
  ground = new AuditGround();
  await (await ground.open({ writerId: 'living' })).close();
  for (const path of ground.files) rmSync(path);
  told = new KnownRemovals(KEYS);
  files = ['newest', 'older', 'oldest'].map((writer, at) => {
    const chain = new WrittenChain(ground.directory, writer, KEYS).begin();
    utimesSync(chain.pathOf(1), 1e9 - at, 1e9 - at);
    return chain;
  });
});
afterEach(() => ground.end());

const tell = (file: WrittenChain | undefined) => file?.put({ event: 'segment.removed', details: REMOVAL });

/** `onFile` is called before each file that is read, with its number; where it answers so, the time is over. */
function bounds(onFile: (number: number) => boolean | undefined): TimeBounds {
  let number = 0;
  return {
    stopAt: Infinity,
    closing: {
      get aborted() {
        return onFile(++number) ?? false;
      },
    } as AbortSignal,
  };
}

const before = (within: TimeBounds) => told.before({ directory: ground.directory, ...DEAD, segments: [] }, 10, within);

/** Reads at most so many files; answers how many it read, and what came of it. */
async function reading(atMost: number): Promise<[read: number, found: string]> {
  let read = 0;
  const within = bounds((number) => {
    read = Math.min(number, atMost);
    return number > atMost;
  });
  const found = await before(within);
  return [read, found === undefined ? 'not yet' : `from ${found.removedFrom}`];
}

it('a directory that takes longer to read than there is time is read on the next time', async () => {
  tell(files[2]);
  utimesSync(files[2]?.pathOf(1) ?? '', 1e9 - 2, 1e9 - 2);
  expect(await reading(2)).toEqual([2, 'not yet']);
  expect(await reading(1)).toEqual([1, 'from 1']);
});

it('a file is read again only where it changed, also where nothing was found', async () => {
  expect(await reading(9)).toEqual([3, 'from 10']);
  expect(await reading(0)).toEqual([0, 'from 10']);
  tell(files[1]);
  expect(await reading(9)).toEqual([1, 'from 1']);
});

it('a removal is found that was told again in a file that was read already, and then removed where it stood', async () => {
  tell(files[2]);
  utimesSync(files[2]?.pathOf(1) ?? '', 1e9 - 2, 1e9 - 2);
  const meanwhile = bounds((number) => {
    if (number !== 3) return undefined;
    tell(files[0]);
    rmSync(files[2]?.pathOf(1) ?? '');
    return undefined;
  });
  expect(await before(meanwhile)).toMatchObject(REMOVAL);
});
