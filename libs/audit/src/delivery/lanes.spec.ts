import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { AppLogger } from '#libs/platform';
import type { AuditLog } from '../audit-log.js';
import type { AuditEvent } from '../events.js';
import { AuditGround, KEYS, say } from '../testing/audit-ground.js';
import { keysNamed } from '../testing/written-chain.js';
import { AuditDelivery } from './audit-delivery.js';
import { LATER, REFUSED, TestLake } from './testing/test-lake.js';
import { until } from './testing/until.js';

const QUICK = {
  gatherMs: 5,
  retry: { firstMs: 5, longestMs: 20 },
  refused: { firstMs: 60_000, longestMs: 60_000 },
  roundMs: 20,
};

let ground: AuditGround;
let lake: TestLake;
let delivery: AuditDelivery | undefined;

beforeEach(() => {
  ground = new AuditGround();
  lake = new TestLake();
});
afterEach(async () => {
  await delivery?.close(0);
  await ground.end();
});

async function start(log: AuditLog, keptForMs = 1e9, logger?: object): Promise<AuditDelivery> {
  const options = { log, keys: KEYS, sink: lake, spoolMaxBytes: 1e9, keptForMs, pace: QUICK };
  delivery = new AuditDelivery({ ...options, logger: logger as AppLogger });
  await delivery.start();
  return delivery;
}

/** As on a full disk, of which all room is used up. */
function refusingRemovals(log: AuditLog): AuditLog {
  const write = log.write.bind(log);
  return Object.assign(log, {
    write: (event: AuditEvent) =>
      event.event === 'segment.removed' ? Promise.reject(new Error('the disk is full')) : write(event),
  });
}

const textOf = (file: string) => readFileSync(file, 'utf8');

const fault = async () => (await delivery?.state())?.fault;

/** A chain of which some was delivered, and then changed below that. */
async function leaveDamaged(writerId: string): Promise<void> {
  const log = await ground.open({ writerId });
  const first = await start(log);
  await log.write(say('delivered'));
  await until('it to arrive', () => lake.messages.includes('delivered'));
  await first.close(1_000);
  for (const text of ['lost', 'behind it']) await log.write(say(text));
  await log.close();
  const path = ground.files.find((file) => file.includes(`/${writerId}~`) && /~\d{12}\.jsonl$/.test(file)) ?? '';
  writeFileSync(path, readFileSync(path, 'utf8').replace('delivered', 'cut'));
}

it('a damaged chain keeps nothing of what its writer writes behind it back, and is told', async () => {
  await leaveDamaged('w');
  const log = await ground.open({ writerId: 'w', keys: keysNamed('new') });
  await start(log);
  for (const text of ['one', 'two']) {
    await log.write(say(text));
    await until(`${text} to arrive`, () => lake.messages.includes(text));
    expect(await fault()).toMatch(/is not as delivery left it/);
  }
  expect(lake.messages).toEqual(['delivered', 'one', 'two']);
  expect((await delivery?.state())?.isRefused).toBe(true);
});

it('the damage of a chain is told no longer than its files are there, of our own and of the dead', async () => {
  for (const writerId of ['w', 'dead']) await leaveDamaged(writerId);
  // Whoever opens a writer leaves its damaged chain for another.
  await (await ground.open({ writerId: 'dead', keys: keysNamed('new') })).close();
  await start(await ground.open({ writerId: 'w', keys: keysNamed('new') }));
  for (const writer of ['w', 'dead']) {
    await until('a fault', async () => (await fault()) !== undefined);
    expect((await delivery?.state())?.isRefused).toBe(true);
    const damaged = ground.files.filter((file) => file.includes(`/${writer}~`) && textOf(file).includes('"cut"'));
    for (const file of damaged) rmSync(file);
  }
  await until('no fault', async () => (await fault()) === undefined);
});

it('what goes wrong with a dead writer is over once all its files are gone', async () => {
  const dead = await ground.open({ writerId: 'dead' });
  await dead.write(say('left'));
  await dead.close();
  lake.mood = ({ writer }) => (writer === 'dead' ? REFUSED : 'takes');
  await start(await ground.open({ writerId: 'living' }));
  await until('the fault', async () => (await fault()) === REFUSED.message);
  for (const file of ground.files.filter((one) => one.includes('/dead~'))) rmSync(file);
  await until('no fault', async () => (await fault()) === undefined);
});

it('a file that is shorter than what was delivered of it is damage', async () => {
  const dead = await ground.open({ writerId: 'dead' });
  for (const text of ['one', 'two']) await dead.write(say(text));
  await dead.close();
  await start(await ground.open({ writerId: 'living' }));
  await until('all to arrive', () => lake.messages.length === 2);
  await until('that to be kept', async () => (await delivery?.state())?.undeliveredBytes === 0);
  const [path = ''] = ground.files.filter((file) => /dead~.*\.jsonl$/.test(file));
  const whole = readFileSync(path);
  truncateSync(path, 10);
  await until('the damage', async () => /is not as delivery left it: it ends before byte/.test((await fault()) ?? ''));
  writeFileSync(path, whole);
  await until('no fault', async () => (await fault()) === undefined);
});

describe('what is left of a dead writer counts', () => {
  const HOUR_AGO = (Date.now() - 3_600_000) / 1000;
  const path = (ending: string) => ground.files.find((file) => file.includes('/dead~') && file.endsWith(ending)) ?? '';

  async function leave(): Promise<void> {
    const dead = await ground.open({ writerId: 'dead' });
    for (const text of ['one', 'two']) await dead.write(say(text));
    await dead.close();
  }

  it('all of it, while nobody can read how far it is delivered', async () => {
    await leave();
    await start(await ground.open({ writerId: 'living' }));
    await until('all to arrive', () => lake.messages.length === 2);
    await until('that to be kept', async () => (await delivery?.state())?.undeliveredBytes === 0);
    const [cursor, { size }] = [path('.delivered.json'), statSync(path('.jsonl'))];
    const kept = readFileSync(cursor);
    rmSync(cursor);
    mkdirSync(cursor);
    await until('the fault', async () => /EISDIR/.test((await fault()) ?? ''));
    await until('it to count', async () => (await delivery?.state())?.undeliveredRecords === 3);
    expect(await delivery?.state()).toMatchObject({ undeliveredBytes: size });
    expect((await delivery?.state())?.lagSeconds).toBeGreaterThan(0);
    rmdirSync(cursor);
    writeFileSync(cursor, kept);
    await until('no fault', async () => (await fault()) === undefined);
  });

  it('as a record at least, where its file cannot be read', async () => {
    await leave();
    const file = path('.jsonl');
    rmSync(file);
    mkdirSync(file);
    utimesSync(file, HOUR_AGO, HOUR_AGO);
    await start(await ground.open({ writerId: 'living' }));
    await until('the fault', async () => /EISDIR/.test((await fault()) ?? ''));
    await until('it to count', async () => (await delivery?.state())?.undeliveredRecords === 1);
    expect((await delivery?.state())?.lagSeconds).toBeGreaterThan(3_500);
  });
});

it('a dead writer whose files cannot be removed keeps no other dead one back', async () => {
  const dead = await ground.open({ writerId: 'a-dead', segmentBytes: 1 });
  for (const text of ['a0', 'a1']) await dead.write(say(text));
  await dead.close();
  const other = await ground.open({ writerId: 'b-dead' });
  await other.write(say('b0'));
  await other.close();
  await start(refusingRemovals(await ground.open({ writerId: 'living' })), -60_000);
  await until('both to arrive', () => ['a0', 'a1', 'b0'].every((text) => lake.messages.includes(text)));
});

it('what goes wrong with a dead writer is told while our own is delivered, and over when its process is back', async () => {
  const dead = await ground.open({ writerId: 'dead' });
  await dead.write(say('left'));
  await dead.close();
  lake.mood = ({ writer }) => (writer === 'dead' ? LATER : 'takes');
  const log = await ground.open({ writerId: 'living' });
  await start(log);
  await until('the fault', async () => (await fault()) !== undefined);
  await log.write(say('own'));
  await until('our own to arrive', () => lake.messages.includes('own'));
  expect(await fault()).toBe('the lake is down');
  await ground.open({ writerId: 'dead', keys: KEYS });
  await until('the fault to be over', async () => (await fault()) === undefined);
});

it('a removal of which no record can be written stops no delivery', async () => {
  const log = await ground.open({ segmentBytes: 1 });
  for (const text of ['m0', 'm1']) await log.write(say(text));
  const warn = jest.fn();
  const results: string[] = [];
  (await start(refusingRemovals(log), -60_000, { warn })).onResult((result) => results.push(result));
  await until('the removal to fail twice', () => warn.mock.calls.length > 1);
  await log.write(say('m2'));
  await until('all to arrive', () => lake.messages.length === 3);
  expect(await fault()).toBeUndefined();
  expect(new Set(results)).toEqual(new Set(['taken']));
});

it('what stays because its key is lost is told, of our own and of the dead until they are back', async () => {
  const lost = { segmentBytes: 1, keys: keysNamed('lost') };
  const dead = await ground.open({ writerId: 'dead', ...lost });
  const log = await ground.open({ writerId: 'living', ...lost });
  for (const one of [dead, log]) for (const text of ['one', 'two']) await one.write(say(text));
  await dead.close();
  await start(log, -60_000, { warn: jest.fn() });
  const staying = async () => (await delivery?.state())?.stayingSegments;
  await until('both to stay', async () => (await staying()) === 2);
  expect(await fault()).toBeUndefined();
  await ground.open({ writerId: 'dead', ...lost });
  await until('only our own to stay', async () => (await staying()) === 1);
});
