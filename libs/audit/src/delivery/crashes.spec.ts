import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { chance } from './testing/chance.js';
import { LakeReceiver } from './testing/lake-receiver.js';
import { type LakeRecord, onceEach } from './testing/test-lake.js';
import { until } from './testing/until.js';

const ROOT = join(__dirname, '../../../..');
const RECORDS = 20_000;
const WRITERS = ['api-1', 'worker-1'];
const random = chance(6);

let folder: string;
let program: string;
let receiver: LakeReceiver;
let children: ChildProcess[];

beforeAll(() => {
  // Where it finds the packages.
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  folder = mkdtempSync(join(ROOT, '.cache', 'crash-writer-'));
  program = join(folder, 'crash-writer.mjs');
  const entry = join(__dirname, 'testing/crash-writer.ts');
  const options = ['--bundle', '--platform=node', '--format=esm', '--packages=external', '--conditions=source'];
  execFileSync(join(ROOT, 'node_modules/.bin/esbuild'), [entry, ...options, `--outfile=${program}`], { stdio: 'pipe' });
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  children = [];
  receiver = await LakeReceiver.start();
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await receiver.stop();
});

/** A process that writes on from its last number; what it was told of as kept is added to `kept`. */
class Writer {
  readonly kept = new Set<string>();
  private next = 0;
  private onKept: () => unknown = () => undefined;

  constructor(
    readonly name: string,
    private readonly directory: string,
  ) {}

  start(from = String(this.next)): ChildProcess {
    const child = spawn(process.execPath, [program, this.directory, this.name, receiver.url, from], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let torn = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      const lines = (torn + chunk.toString()).split('\n');
      torn = lines.pop() ?? '';
      for (const number of lines) this.note(Number(number));
    });
    children.push(child);
    return child;
  }

  /** Runs until it kept so many more, and is killed wherever it then is. */
  async runAndDie(more: number): Promise<void> {
    const enough = this.kept.size + more;
    const child = this.start();
    const closed = once(child, 'close');
    this.onKept = () => this.kept.size >= enough && child.kill('SIGKILL');
    expect(await closed).toEqual([null, 'SIGKILL']);
  }

  private note(number: number): void {
    this.kept.add(`n${number}`);
    this.next = Math.max(this.next, number + 1);
    this.onKept();
  }
}

it('every record that was kept arrives, in order, through crashes of the writers and a lake that fails at random', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'crashes-'));
  receiver.mood = () => (random() < 0.6 ? 204 : (WHIMS[Math.floor(random() * WHIMS.length)] ?? 204));
  const writers = WRITERS.map((name) => new Writer(name, directory));
  const lives = 6;
  await Promise.all(
    writers.map(async (writer) => {
      for (let life = 0; life < lives; life++) {
        await writer.runAndDie((RECORDS / WRITERS.length / lives) * (0.9 + 0.4 * random()));
      }
    }),
  );
  // One comes back; what the other left is its to deliver.
  receiver.mood = () => 204;
  const last = new Writer('api-1', directory).start('deliver');
  const arrived = new Arrived();
  await until('all to arrive', () => writers.every((writer) => arrived.missing(writer).length === 0), 60_000);
  last.kill('SIGTERM');
  expect(await once(last, 'exit')).toEqual([0, null]);
  const total = writers.reduce((sum, { kept }) => sum + kept.size, 0);
  expect(total).toBeGreaterThanOrEqual(RECORDS * 0.95);
  for (const { name } of writers) {
    const numbers = arrived.of(name).map(({ seq }) => seq);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  }
  expectSameAtEachTry();
  rmSync(directory, { recursive: true });
}, 120_000);

/** What the lake does instead of taking a batch and saying so; the last one takes it. */
const WHIMS = [503, 500, 429, 403, 'silence', 'cut', 'lost'] as const;

/** What the lake has, once each, in the order in which it came first; grown with each look. */
class Arrived {
  private readonly records = new Map<string, LakeRecord>();
  private looked = 0;

  of(name: string): LakeRecord[] {
    for (const { body } of receiver.taken.slice(this.looked)) {
      for (const record of onceEach([body])) if (!this.records.has(record.id)) this.records.set(record.id, record);
    }
    this.looked = receiver.taken.length;
    return [...this.records.values()].filter(({ writer }) => writer === name);
  }

  /** What a writer was told of as kept, and the lake does not have. */
  missing({ name, kept }: Writer): string[] {
    const there = new Set(this.of(name).map((record) => record.response_message));
    return [...kept].filter((message) => !there.has(message));
  }
}

/** Whoever knows a batch by its key may drop it unread. */
function expectSameAtEachTry(): void {
  const bodies = new Map<string, Buffer>();
  let repeats = 0;
  for (const { headers, body } of receiver.got) {
    const key = String(headers['idempotency-key']);
    const known = bodies.get(key);
    if (known) repeats += 1;
    if (known && !known.equals(body)) throw new Error(`${key} came with another content`);
    bodies.set(key, body);
  }
  expect(repeats).toBeGreaterThan(0);
}
