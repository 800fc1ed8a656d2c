import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditKeys } from '../audit-keys.js';
import { AuditLog, type AuditLogOptions } from '../audit-log.js';
import { CHAIN_BEGIN, isGenuine, linkOf } from '../chain.js';
import type { AuditEvent } from '../events.js';

export const KEYS = auditKeys.parse(`test=${'t'.repeat(32)}`);

/** A record that says something. */
export const say = (response_message: string): AuditEvent => ({
  event: 'process.started',
  correlation_id: 'c-1',
  response_message,
});

/** A line of the file, as far as tests look at it. */
export interface Line {
  event: string;
  response_message: string;
  seq: number;
  details: Record<string, unknown>;
}

/** A directory of audit files with the logs that were opened there. */
export class AuditGround {
  readonly directory = join(mkdtempSync(join(tmpdir(), 'audit-')), 'deep', 'er');
  readonly #logs: AuditLog[] = [];

  async open(options: Partial<AuditLogOptions> = {}, changes: Partial<FileHandle> = {}): Promise<AuditLog> {
    const openHandle = async (path: string, flags: number) => withChanges(await open(path, flags, 0o600), changes);
    const log = await AuditLog.open({
      directory: this.directory,
      app: 'api',
      writerId: 'w',
      keys: KEYS,
      openHandle,
      ...options,
    });
    this.#logs.push(log);
    return log;
  }

  /** The segments of all chains, in the order of their names. */
  get files(): string[] {
    return readdirSync(this.directory)
      .sort()
      .map((name) => join(this.directory, name));
  }

  get text(): string {
    return this.files.map((file) => readFileSync(file, 'utf8')).join('');
  }

  /** The whole lines of all segments. */
  get lines(): Line[] {
    return this.text
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line) => JSON.parse(line));
  }

  get events(): string[] {
    return this.lines.map(({ event }) => event);
  }

  /** What was said, without the records of the log itself. */
  get messages(): string[] {
    return this.lines.filter(({ event }) => event === 'process.started').map((line) => line.response_message);
  }

  async end(): Promise<void> {
    await Promise.all(this.#logs.map((log) => log.close()));
    rmSync(join(this.directory, '..', '..'), { recursive: true });
  }
}

/** The first fault of a chain, whole lines from its first record on; undefined where there is none. */
export function faultOf(text: string, keys = KEYS): string | undefined {
  let { seq, mac } = CHAIN_BEGIN;
  for (const line of text.split('\n').slice(0, -1)) {
    const link = linkOf(line);
    if (!link || link.seq !== seq + 1 || link.prev !== mac) return `not the one behind ${seq}: ${line}`;
    if (!isGenuine(line, keys)) return `not genuine: ${line}`;
    ({ seq, mac } = link);
  }
  return text.endsWith('\n') ? undefined : 'the last line is torn';
}

type Write = (this: FileHandle, buffer: Buffer, offset: number, length: number) => Promise<{ bytesWritten: number }>;

/** A change of a handle: each write is done, and then something else, before whoever wrote hears of it. */
export const afterEachWrite = (then: () => unknown): Partial<FileHandle> => {
  const write: Write = async function (buffer, offset, length) {
    const written = await this.write(buffer, offset, length, null);
    await then();
    return written;
  };
  return { write: write as unknown as FileHandle['write'] };
};

/** A real file handle, some of whose functions are replaced (with the handle as `this`). */
function withChanges(handle: FileHandle, changes: Partial<FileHandle>): FileHandle {
  return new Proxy(handle, {
    get: (target, name) => {
      const value = Reflect.get(changes, name) ?? Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
