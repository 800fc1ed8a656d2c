import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a simulated host's state, by the INFA_HOME they belong to. */
export const stateFiles = (home: string) => ({
  domain: join(home, 'state', 'domain.json'),
  settings: join(home, 'state', 'settings.json'),
  scenario: join(home, 'state', 'scenario.json'),
  ledger: join(home, 'state', 'ledger.jsonl'),
  locks: join(home, 'state', 'locks'),
});

/** The parsed file; undefined where it is missing or empty. Broken JSON throws. */
export function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return text.trim() === '' ? undefined : JSON.parse(text);
}

/** Replaces the file at once: a reader sees the old or the new text whole. Any OS user may replace it again. */
export function writeJson(path: string, value: unknown): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`);
  // By chmod, because the caller's umask (077 in careful scripts) would keep the other users of the host out.
  chmodSync(draft, 0o666);
  renameSync(draft, path);
}
