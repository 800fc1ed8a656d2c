import { existsSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { AuditLog } from '../audit-log.js';
import type { AuditEvent } from '../events.js';
import { segmentName } from '../segment-name.js';
import { AuditGround, afterEachWrite, KEYS, say } from '../testing/audit-ground.js';
import { WriterLock } from '../writer-lock.js';
import { AuditDelivery, type DeliveryOptions } from './audit-delivery.js';
import { type Batch, DeliveryFault } from './batch.js';
import { takeDelivery } from './delivery-lock.js';
import type { Pace } from './pace.js';
import { LATER, REFUSED, TestLake } from './testing/test-lake.js';
import { until } from './testing/until.js';

/** A second of the usual pace is some 5 ms here. */
const QUICK: Pace = {
  gatherMs: 5,
  retry: { firstMs: 5, longestMs: 40 },
  refused: { firstMs: 20, longestMs: 40 },
  roundMs: 25,
  removalMs: 10_000,
  now: Date.now,
};
const MONTH_MS = 30 * 86_400_000;

/** Files and timers go on as ever. */
const ALL_BUT_DATE = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
  ...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];

const decided: AuditEvent = {
  event: 'job.decided',
  correlation_id: 'c',
  response_message: 'may run',
  job_id: 'j',
  subject: { login: 'a', client_id: null },
  target: {},
  decision: { allowed: true, reason: 'owner' },
};

let ground: AuditGround;
let lake: TestLake;
let deliveries: AuditDelivery[];

beforeEach(() => {
  ground = new AuditGround();
  lake = new TestLake();
  deliveries = [];
});
afterEach(async () => {
  await Promise.all(deliveries.map((delivery) => delivery.close(0)));
  await ground.end();
});

async function start(log: AuditLog, options: Partial<DeliveryOptions> = {}): Promise<AuditDelivery> {
  const usual = { log, keys: KEYS, sink: lake, spoolMaxBytes: 1_000_000, keptForMs: MONTH_MS, pace: QUICK };
  const delivery = new AuditDelivery({ ...usual, ...options });
  deliveries.push(delivery);
  await delivery.start();
  return delivery;
}

async function writeSome(log: AuditLog, count: number, prefix = 'm'): Promise<string[]> {
  const wanted = Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  await Promise.all(wanted.map((message) => log.write(say(message))));
  return wanted;
}

const codeOf = (work: Promise<void>): Promise<string> =>
  work.then(
    () => 'kept',
    (error) => error.code,
  );

describe('delivery', () => {
  it('brings what was written before it began and after, in order, once', async () => {
    const log = await ground.open();
    const before = await writeSome(log, 10, 'before');
    const delivery = await start(log, { limits: { records: 4, bytes: 100_000 } });
    const after = await writeSome(log, 30, 'after');
    await until('all to arrive', () => lake.messages.length === 40);
    expect(lake.messages).toEqual([...before, ...after]);
    await until('nothing to be left', async () => (await delivery.state()).undeliveredBytes === 0);
    expect(await delivery.state()).toMatchObject({ undeliveredRecords: 0, lagSeconds: 0, isRefused: false });
  });

  it('takes nothing of a chain that was just begun before that is on the disk', async () => {
    let reach: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => {
      reach = resolve;
    });
    const wrote = jest.fn(() => (wrote.mock.calls.length > 1 ? reached : Promise.resolve()));
    const log = await ground.open({}, afterEachWrite(wrote));
    await log.write(say('gone'));
    rmSync(ground.files[0] ?? '');
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
    const writing = log.write(say('m'));
    await until('it to be written', () => wrote.mock.calls.length > 1);
    clock.mockRestore();
    await start(log);
    await new Promise((resolve) => setTimeout(resolve, 4 * QUICK.roundMs));
    expect(lake.tries).toBe(0);
    reach();
    await writing;
    await until('it to arrive', () => lake.messages.length === 1);
  });

  it('asks nobody while nothing is written', async () => {
    const log = await ground.open();
    await writeSome(log, 3);
    await start(log);
    await until('all to arrive', () => lake.messages.length === 3);
    const { tries } = lake;
    await new Promise((resolve) => setTimeout(resolve, 4 * QUICK.roundMs));
    expect(lake.tries).toBe(tries);
  });

  it('gives what is written together together', async () => {
    const log = await ground.open();
    await start(log, { pace: { ...QUICK, gatherMs: 100 } });
    for (let index = 0; index < 20; index++) await log.write(say(`m${index}`));
    await until('all to arrive', () => lake.messages.length === 20);
    expect(lake.batches.length).toBeLessThan(5);
  });

  it('never keeps a record waiting, however long the lake takes', async () => {
    const log = await ground.open();
    jest.spyOn(lake, 'deliver').mockReturnValue(new Promise(() => undefined));
    await start(log);
    await writeSome(log, 100);
    expect(log.position.seq).toBe(101);
  });

  it('lags by the age of the oldest record that is left, of the dead too', async () => {
    const now = Date.now();
    const at = (seconds: number) => jest.useFakeTimers({ now: now + 1000 * seconds, doNotFake: ALL_BUT_DATE });
    at(-500);
    const dead = await ground.open({ writerId: 'dead' });
    await writeSome(dead, 2, 'left');
    await dead.close();
    at(-300);
    const log = await ground.open();
    await writeSome(log, 2);
    at(-100);
    await writeSome(log, 2);
    jest.useRealTimers();
    lake.mood = () => LATER;
    const delivery = await start(log, { limits: { records: 3, bytes: 100_000 } });
    const lag = async () => Math.round((await delivery.state()).lagSeconds / 10);
    await until('the dead to be seen', async () => (await lag()) === 50);
    lake.mood = ({ writer }) => (writer === 'dead' ? 'takes' : LATER);
    await until('its own to be the oldest', async () => (await lag()) === 30);
    lake.mood = ({ first }) => (first === 1 ? 'takes' : LATER);
    await until('the first to be gone', async () => (await lag()) === 10);
    lake.mood = () => 'takes';
    await until('all to be gone', async () => (await lag()) === 0);
  });

  it('tries again what failed, with the same borders, and says why while it does', async () => {
    const log = await ground.open();
    lake.mood = () => LATER;
    const delivery = await start(log);
    const wanted = await writeSome(log, 50);
    await until('some tries', () => lake.tries > 5);
    expect(await delivery.state()).toMatchObject({
      fault: 'the lake is down',
      isRefused: false,
      undeliveredRecords: 51,
    });
    lake.mood = () => 'takes';
    await until('all to arrive', () => lake.messages.length === 50);
    expect(lake.messages).toEqual(wanted);
    await until('the fault to be gone', async () => (await delivery.state()).fault === undefined);
  });

  it('drops nothing that is refused: it says so and goes on asking', async () => {
    const log = await ground.open();
    const logger = { error: jest.fn(), info: jest.fn(), warn: jest.fn() };
    lake.mood = () => REFUSED;
    const delivery = await start(log, { logger: logger as never });
    const wanted = await writeSome(log, 5);
    await until('some tries', () => lake.tries > 2);
    expect(await delivery.state()).toMatchObject({ fault: 'the lake answered 403', isRefused: true });
    expect(logger.error).toHaveBeenCalledTimes(1);
    lake.mood = () => 'takes';
    await until('all to arrive', () => lake.messages.length === 5);
    expect(lake.messages).toEqual(wanted);
  });

  it('waits as long as the lake asks', async () => {
    const log = await ground.open();
    const busy = Object.assign(Object.create(LATER), { retryAfterMs: 150 });
    lake.mood = () => (lake.tries === 1 ? busy : 'takes');
    await start(log);
    const begunAt = performance.now();
    await log.write(say('m'));
    await until('it to arrive', () => lake.messages.length === 1);
    expect(performance.now() - begunAt).toBeGreaterThanOrEqual(145);
  });

  it('delivers at its end what was written last, the log closed', async () => {
    const log = await ground.open();
    const delivery = await start(log, { pace: { ...QUICK, gatherMs: 60_000 } });
    const wanted = await writeSome(log, 5);
    await log.close();
    await delivery.close(2_000);
    expect(lake.messages).toEqual(wanted);
  });

  it('does not wait longer than it may at its end', async () => {
    const log = await ground.open();
    await log.write(say('m'));
    jest
      .spyOn(lake, 'deliver')
      .mockImplementation(
        (_batch, signal = new AbortController().signal) =>
          new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('broken off')))),
      );
    const delivery = await start(log);
    const begunAt = performance.now();
    await delivery.close(100);
    expect(performance.now() - begunAt).toBeLessThan(1_000);
  });
});

describe('a lake that is down for an hour', () => {
  it('fills the spool to its bound, drains by itself, and every record is there once', async () => {
    const log = await ground.open({ segmentBytes: 8_192 });
    lake.mood = () => LATER;
    const spoolMaxBytes = 40_000;
    const delivery = await start(log, { spoolMaxBytes, limits: { records: 20, bytes: 16_384 } });
    const kept: string[] = [];
    // 720 waits of the usual pace are more than an hour; here each is at most 40 ms, and the rest is the same.
    while (log.state.acceptsChanges) kept.push(...(await writeSome(log, 10, `m${kept.length}-`)));
    expect((await delivery.state()).refusesChanges).toBe(true);
    expect(await codeOf(log.write(decided))).toBe('AUDIT_UNAVAILABLE');
    kept.push(...(await writeSome(log, 5, 'what happened all the same ')));
    const { undeliveredBytes } = await delivery.state();
    expect(undeliveredBytes).toBeGreaterThan(spoolMaxBytes);
    expect(undeliveredBytes).toBeLessThan(4 * spoolMaxBytes);
    lake.mood = () => 'takes';
    await until('it to drain', async () => (await delivery.state()).undeliveredBytes === 0);
    expect(lake.messages).toEqual(kept);
    await until('changes to be accepted', () => log.state.acceptsChanges);
    expect(await codeOf(log.write(decided))).toBe('kept');
  });

  it('is remembered by a process that is started meanwhile, before it accepts a change', async () => {
    const first = await ground.open();
    await writeSome(first, 100);
    await first.close();
    lake.mood = () => LATER;
    const log = await ground.open();
    await start(log, { spoolMaxBytes: 10_000 });
    expect(await codeOf(log.write(decided))).toBe('AUDIT_UNAVAILABLE');
  });
});

describe('what a dead process left', () => {
  it('is delivered by another one, and once', async () => {
    const dead = await ground.open({ writerId: 'dead' });
    const left = await writeSome(dead, 20, 'left');
    await dead.close();
    const log = await ground.open({ writerId: 'living' });
    const own = await writeSome(log, 5, 'own');
    await start(log, { limits: { records: 6, bytes: 100_000 } });
    await until('all to arrive', () => lake.messages.length === 25);
    const of = (writer: string) =>
      lake.records.filter((one) => one.writer === writer && one.event === 'process.started');
    expect(of('dead').map((one) => one.response_message)).toEqual(left);
    expect(of('living').map((one) => one.response_message)).toEqual(own);
    const { tries } = lake;
    await new Promise((resolve) => setTimeout(resolve, 4 * QUICK.roundMs));
    expect(lake.tries).toBe(tries);
  });

  const tooLarge = new DeliveryFault('too-large', '413');
  const over = (most: number) => (batch: Batch) =>
    batch.writer === 'dead' && batch.last - batch.first + 1 > most ? tooLarge : 'takes';

  it('is delivered in parts as small as the lake takes them', async () => {
    const dead = await ground.open({ writerId: 'dead' });
    const left = await writeSome(dead, 20, 'left');
    await dead.close();
    lake.mood = over(2);
    await start(await ground.open({ writerId: 'living' }));
    await until('all to arrive', () => lake.messages.length === 20);
    expect(lake.messages).toEqual(left);
  });

  it('is a fault where a single record is larger than the lake takes', async () => {
    const dead = await ground.open({ writerId: 'dead' });
    await writeSome(dead, 4, 'left');
    await dead.close();
    lake.mood = over(0);
    const delivery = await start(await ground.open({ writerId: 'living' }));
    await until('the fault', async () => (await delivery.state()).isRefused);
    expect((await delivery.state()).fault).toContain('record 1 is larger');
  });

  it('is left to a process that lives', async () => {
    const other = await ground.open({ writerId: 'other' });
    await writeSome(other, 3, 'other');
    const log = await ground.open({ writerId: 'w' });
    await writeSome(log, 3, 'own');
    await start(log);
    await until('its own to arrive', () => lake.messages.length === 3);
    await new Promise((resolve) => setTimeout(resolve, 4 * QUICK.roundMs));
    expect(lake.messages).toHaveLength(3);
    await other.close();
    await until('the rest to arrive', () => lake.messages.length === 6);
  });

  it('is delivered by one at a time, whoever comes', async () => {
    const dead = await ground.open({ writerId: 'dead' });
    await writeSome(dead, 60, 'left');
    await dead.close();
    let underWay = 0;
    let most = 0;
    const deliver = lake.deliver.bind(lake);
    jest.spyOn(lake, 'deliver').mockImplementation(async (batch) => {
      if (batch.writer !== 'dead') return deliver(batch);
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 3));
      underWay -= 1;
      return deliver(batch);
    });
    const logs = await Promise.all(['a', 'b', 'c'].map((writerId) => ground.open({ writerId })));
    for (const log of logs) await start(log, { limits: { records: 3, bytes: 100_000 } });
    await until('all to arrive', () => lake.messages.length === 60);
    expect(most).toBe(1);
    const borders = lake.batches.filter(({ writer }) => writer === 'dead').map(({ first }) => first);
    expect(borders).toEqual([...new Set(borders)]);
  });

  it('goes on where its writer comes back, who waits for its turn', async () => {
    const first = await ground.open();
    await writeSome(first, 3, 'before');
    await first.close();
    const lock = await takeDelivery(first.directory, 'w');
    const log = await ground.open();
    await start(log);
    await writeSome(log, 3, 'after');
    await new Promise((resolve) => setTimeout(resolve, 4 * QUICK.gatherMs));
    expect(lake.tries).toBe(0);
    await lock?.release();
    await until('all to arrive', () => lake.messages.length === 6);
  });
});

describe('the turn of a process to deliver', () => {
  it('is told of where another keeps it for long, and again not once it came', async () => {
    const log = await ground.open();
    const lock = await takeDelivery(log.directory, 'w');
    const delivery = await start(log);
    await until('the fault', async () => (await delivery.state()).fault?.includes('right to deliver') === true);
    await lock?.release();
    await until('it to be gone', async () => (await delivery.state()).fault === undefined);
  });

  it('comes also where it could not be asked for at first', async () => {
    const log = await ground.open();
    const take = jest.spyOn(WriterLock, 'take').mockRejectedValueOnce(new Error('too many open files'));
    await start(log);
    await writeSome(log, 1);
    await until('it to arrive', () => lake.messages.length === 1);
    expect(take.mock.calls.length).toBeGreaterThan(1);
    take.mockRestore();
  });
});

describe('removal', () => {
  const MINUTE_AGO = () => (Date.now() - 60_000) / 1000;
  const age = () => {
    for (const file of ground.files.filter((name) => name.endsWith('.jsonl')))
      utimesSync(file, MINUTE_AGO(), MINUTE_AGO());
  };
  const segments = () => readdirSync(ground.directory).filter((file) => segmentName(file));

  it('takes sealed segments that are delivered and old, each after a record that names it', async () => {
    const log = await ground.open({ segmentBytes: 4_096 });
    await writeSome(log, 5);
    for (let index = 0; index < 20; index++) await log.write(say(`n${index}`));
    const before = segments();
    age();
    await start(log, { keptForMs: 30_000 });
    await until('all but the last to be gone', () => before.slice(0, -1).every((file) => !segments().includes(file)));
    await until('all to arrive', () => lake.messages.length === 25);
    await until('the records of it to arrive', () => named().length >= before.length - 1);
    expect(named()).toEqual(expect.arrayContaining(before.slice(0, -1)));
  });

  /** The segments that records of the lake say were removed. */
  const named = () =>
    lake.batches
      .flatMap(({ lines }) => lines.toString().split('\n'))
      .filter((line) => line.includes('"segment.removed"'))
      .map((line) => JSON.parse(line).details)
      .map(({ writer, chain, first }) => `${writer}~${chain}~${String(first).padStart(12, '0')}.jsonl`);

  it('takes nothing that is not delivered, however old', async () => {
    const dead = await ground.open({ writerId: 'dead', segmentBytes: 4_096 });
    for (let index = 0; index < 20; index++) await dead.write(say(`n${index}`));
    await dead.close();
    const before = segments();
    age();
    lake.mood = ({ writer, first }) => (writer === 'dead' && first > 1 ? LATER : 'takes');
    await start(await ground.open({ writerId: 'living' }), {
      keptForMs: 30_000,
      limits: { records: 5, bytes: 100_000 },
    });
    await until('some tries', () => lake.tries > 8);
    expect(segments()).toEqual(expect.arrayContaining(before));
  });

  it('takes nothing that is young', async () => {
    const log = await ground.open({ segmentBytes: 4_096 });
    for (let index = 0; index < 20; index++) await log.write(say(`n${index}`));
    const delivery = await start(log);
    await until('all to arrive', async () => (await delivery.state()).undeliveredBytes === 0);
    await new Promise((resolve) => setTimeout(resolve, 3 * QUICK.roundMs));
    expect(segments().length).toBeGreaterThan(1);
    expect(ground.events).not.toContain('segment.removed');
  });

  it('takes what the dead left but for the last segment, so that whoever comes back knows where it stood', async () => {
    const dead = await ground.open({ writerId: 'dead', segmentBytes: 1 });
    for (let index = 0; index < 3; index++) await dead.write(say(`left${index}`));
    await dead.close();
    const before = segments();
    age();
    await start(await ground.open({ writerId: 'living' }), { keptForMs: 30_000 });
    await until('the others to be gone', () => segments().filter((file) => file.startsWith('dead')).length === 1);
    await until('the records of it to arrive', () => named().length === 2);
    expect(segments()).toContain(before.at(-1));
    expect(readdirSync(ground.directory).filter((file) => /^dead.*delivered\.json$/.test(file))).toHaveLength(1);
    expect(lake.messages).toHaveLength(3);
  });

  it('takes nothing of a writer that came back while it was delivered', async () => {
    const dead = await ground.open({ writerId: 'dead', segmentBytes: 1 });
    for (let index = 0; index < 3; index++) await dead.write(say(`left${index}`));
    await dead.close();
    const before = segments();
    age();
    const deliver = lake.deliver.bind(lake);
    let back: AuditLog | undefined;
    jest.spyOn(lake, 'deliver').mockImplementation(async (batch) => {
      await deliver(batch);
      if (batch.writer === 'dead') back ??= await ground.open({ writerId: 'dead' });
    });
    const delivery = await start(await ground.open({ writerId: 'living' }), { keptForMs: 30_000 });
    await until('it to be back', () => back !== undefined);
    await delivery.close(2_000);
    await back?.write(say('kept'));
    expect(segments()).toEqual(expect.arrayContaining(before));
    expect(ground.messages).toContain('kept');
  });

  it('leaves its files to their owner only', async () => {
    const log = await ground.open();
    await writeSome(log, 3);
    await start(log);
    const cursor = () => ground.files.find((file) => file.endsWith('.delivered.json')) ?? '';
    await until('a cursor', () => existsSync(cursor()));
    expect(statSync(cursor()).mode & 0o777).toBe(0o600);
  });
});
