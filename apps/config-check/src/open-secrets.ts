import { stat } from 'node:fs/promises';
import { type ConfigurationNote, warning } from '#libs/platform';
import { type Env, fileOf } from './origin.js';

const READABLE_BY_ALL = 0o004;

/** Warns of files that hold a secret and that every user of the machine may read. */
export async function openSecrets(names: readonly string[], env: Env): Promise<ConfigurationNote[]> {
  const notes = await Promise.all(names.map((name) => noteOf(name, fileOf(name, env))));
  return notes.flat();
}

async function noteOf(name: string, file: string | undefined): Promise<ConfigurationNote[]> {
  // One that is not there is told by whoever reads it.
  const found = file === undefined ? undefined : await stat(file).catch(() => undefined);
  if (!found || (found.mode & READABLE_BY_ALL) === 0) return [];
  const mode = (found.mode & 0o777).toString(8).padStart(4, '0');
  return [warning(`${name}_FILE: every user may read ${file} (mode ${mode}): take that away`)];
}
