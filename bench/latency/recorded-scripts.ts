import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BenchFault } from '../scene/bench-fault.js';
import { RECORDER } from '../scene/estate.js';
import type { Workload } from '../scene/workload.js';
import type { ApiClient } from './api-client.js';

/** What the worker sent to a host for one request: a text for `/bin/sh -s` each, and where it lies. */
export interface RecordedScript {
  path: string;
  text: string;
}

/** The function that every script is; a shell that waits for one was sent its preparation only. */
const MAIN = 'etlaas_main() {';

/** Lets the real worker do the work once on the recorder, and reads what arrived there. The peers run just that. */
export async function recordScripts(
  client: ApiClient,
  { name, domain }: Workload,
  folder: string,
): Promise<RecordedScript[]> {
  const before = new Set(scriptsIn(folder).map(({ path }) => path));
  await client.listRepositories(domain, RECORDER);
  const scripts = scriptsIn(folder).filter(({ path }) => !before.has(path));
  if (scripts.length === 0) throw new BenchFault(`the worker sent no script for ${name}`);
  return scripts;
}

const scriptsIn = (folder: string): RecordedScript[] =>
  readdirSync(folder)
    .sort()
    .map((file) => ({ path: join(folder, file), text: readFileSync(join(folder, file), 'utf8') }))
    .filter(({ text }) => text.includes(MAIN));

const RUN = /etlaas\.[0-9a-f]{24}/g;

/** The same scripts with a folder of their own on the host, so that they can run beside the others. */
export const copyOf = (scripts: readonly RecordedScript[]): RecordedScript[] =>
  scripts.map(({ path, text }) => {
    const id = randomBytes(12).toString('hex');
    const copy = { path: `${path}-${id}`, text: text.replaceAll(RUN, `etlaas.${id}`) };
    writeFileSync(copy.path, copy.text, { mode: 0o600 });
    return copy;
  });

/** The last line of every script of the worker, behind its marker. */
const END = /^==[0-9a-f]{24} complete$/m;
const FAILED_COMMAND = /^==[0-9a-f]{24} end \d+ [^0]/m;

/** Throws unless a script ran to its end and every command of it succeeded: a peer that fails fast must not win. */
export function checkOutput(output: string): void {
  if (!END.test(output) || FAILED_COMMAND.test(output)) throw new BenchFault(`a script did not run well: ${output}`);
}

/** Removes what was recorded: it holds the password of the simulators. */
export const forget = (scripts: readonly RecordedScript[]): void => {
  for (const { path } of scripts) rmSync(path, { force: true });
};
