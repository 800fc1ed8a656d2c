import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Lifetime } from './lifetime.js';

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootAbove(dirname(folder));
}

/** The folder of the repository. */
export const ROOT = rootAbove(import.meta.dirname);

/** The built file of a program. */
export const programFile = (name: string): string => join(ROOT, 'dist', 'programs', `${name}.js`);

/** Folders of one run; all but the result is deleted when it ends. */
export interface Places {
  /** Other users may read here: the SSH user is not us. Its path is short, as sockets need it. */
  open: string;
  /** Logs and audit files. On the disk of the repository, for a sync to memory would cost nothing. */
  own: string;
}

/** Makes the folders of this run. */
export function makePlaces(life: Lifetime): Places {
  const open = mkdtempSync(join(tmpdir(), 'etlaas-bench-'));
  chmodSync(open, 0o755);
  const own = join(ROOT, '.cache', `bench-${process.pid}`);
  mkdirSync(own, { recursive: true });
  for (const folder of [open, own]) life.onEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return { open, own };
}
