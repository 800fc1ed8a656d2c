/**
 * Loaded into an API before its own code (`--import <this>?hmac&sync&write`): takes away what it names of the audit, so that the
 * rest can be measured without. The product has no such switch, and must not have one.
 */
import crypto from 'node:crypto';
import { constants } from 'node:fs';
import promises, { open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const parts = new URL(import.meta.url).searchParams;
const [, auditKey = ''] = (process.env['AUDIT_KEYS'] ?? '').split('=');
const MAC = '0'.repeat(64);

if (parts.has('hmac')) {
  const { createHmac } = crypto;
  const none = { update: () => none, digest: () => MAC };
  // Only of the audit: what signs the jobs is no part of its cost.
  const without = (...args: Parameters<typeof createHmac>) => (args[1] === auditKey ? none : createHmac(...args));
  Object.assign(crypto, { createHmac: without });
  syncBuiltinESMExports();
}

const handle = await open(import.meta.filename);
const prototype = Object.getPrototypeOf(handle);
if (parts.has('sync')) {
  const { open: reallyOpen } = promises;
  // What asks for the disk is a flag of open(2). Others name what they want by a word.
  const unsynced = (path: string, flags: string | number, mode?: number) =>
    reallyOpen(path, typeof flags === 'number' ? flags & ~constants.O_DSYNC : flags, mode);
  Object.assign(promises, { open: unsynced });
  syncBuiltinESMExports();
}
if (parts.has('write')) prototype.write = async (_: Buffer, __: number, length: number) => ({ bytesWritten: length });
await handle.close();
