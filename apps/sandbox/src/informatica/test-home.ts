import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import type { Machine } from './host.js';
import { infacmd } from './infacmd/infacmd.js';
import { type InstallOptions, installInformatica } from './install.js';
import { play } from './play.js';
import { pmcmd } from './pmcmd/pmcmd.js';
import { pmpasswd } from './pmpasswd.js';
import { pmrep } from './pmrep/pmrep.js';
import type { Env } from './program.js';
import type { Domain } from './state/domain.js';
import { stateFiles, writeJson } from './state/folder.js';
import type { LedgerEntry } from './state/ledger.js';
import type { Rule } from './state/scenario.js';
import type { Settings } from './state/settings.js';

const PROGRAMS = { infacmd, pmrep, pmcmd, pmpasswd };
export const PASSWORD = 'MyStr0ngP#d';

/** What a killed program throws in a spec, where the process must go on. */
export class Killed extends Error {}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that goes away after the spec file. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'informatica-'));
  folders.push(folder);
  return folder;
}

/** A host for specs: installed in a new folder, without delays, on a clock that only `advance` and waiting move. */
export function aHome(options: Partial<InstallOptions> = {}) {
  const home = aFolder();
  const from = aFolder();
  const installed = installInformatica({
    home,
    domain: 'DOM_MAE_D01',
    password: PASSWORD,
    delayScale: 0,
    from,
    ...options,
  });
  const files = stateFiles(home);
  let now = Date.now();
  const machine: Machine = {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
    die: () => {
      throw new Killed();
    },
  };
  const env: Env = {
    HOME: home,
    INFA_HOME: home,
    LD_LIBRARY_PATH: join(home, 'server', 'bin'),
    INFA_DEFAULT_DOMAIN: options.domain ?? 'DOM_MAE_D01',
    INFA_DEFAULT_DOMAIN_USER: installed.user,
    INFA_DEFAULT_DOMAIN_PASSWORD: installed.encryptedPassword,
  };
  const domain = () => JSON.parse(readFileSync(files.domain, 'utf8')) as Domain;
  const ledger = () =>
    readFileSync(files.ledger, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LedgerEntry);
  return {
    home,
    env,
    installed,
    domain,
    ledger,
    effects: () => ledger().flatMap(({ phase, target }) => (phase === 'effect' ? [target] : [])),
    now: () => now,
    advance: (ms: number) => {
      now += ms;
    },
    rules: (...rules: Rule[]) => writeFileSync(files.scenario, JSON.stringify(rules)),
    settings: (settings: Partial<Settings>) => writeJson(files.settings, settings),
    edit: (change: (domain: Domain) => void) => {
      const changed = domain();
      change(changed);
      writeJson(files.domain, changed);
    },
    /** Runs a command line whose words have no spaces; `printed` is all that flood rules wrote before. */
    run: async (line: string, extraEnv: Env = {}) => {
      const [program = '', ...argv] = line.split(' ');
      let before = 0;
      const output = await play(
        PROGRAMS[program as keyof typeof PROGRAMS],
        { argv, env: { ...env, ...extraEnv }, home },
        async (text) => {
          before += text.length;
        },
        machine,
      );
      return { ...output, stdout: output.stdout.toString(), before };
    },
  };
}
