import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lifetime } from './lifetime.js';
import { stateFolder } from './paths.js';

/** Makes the empty folder of the sandbox on a port. Others of this machine may not look in: it holds keys. */
export function makeStateFolder(port: number): string {
  const folder = stateFolder(port);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** What the inventory takes for an INFA_HOME, less room for what comes below. */
const PLAIN = /^\/[A-Za-z0-9._/-]{1,150}$/;

/** A name for the folder without blanks and the like, which the inventory refuses in paths: the same, or a link to it. */
export function plainNameOf(folder: string, life: Lifetime): string {
  if (PLAIN.test(folder)) return folder;
  const holder = mkdtempSync(join(tmpdir(), 'etlaas-sandbox-'));
  life.onEnd('last', async () => rmSync(holder, { recursive: true, force: true }));
  const link = join(holder, 'hosts');
  symlinkSync(folder, link);
  return link;
}
