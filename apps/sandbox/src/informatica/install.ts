import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { encryptPassword } from './password.js';
import { type SandboxDomain, seedOf, TECHNICAL_USER } from './seed.js';
import type { Domain } from './state/domain.js';
import { stateFiles, writeJson } from './state/folder.js';
import { DEFAULT_SETTINGS, type Settings } from './state/settings.js';

/** Where and what to install. `home` is emptied of an earlier installation, its state included. */
export interface InstallOptions extends Partial<Settings> {
  /** The INFA_HOME, an absolute path. */
  home: string;
  domain: SandboxDomain;
  /** Of the technical user; absent: one that nobody knows, because the encrypted one is enough. */
  password?: string;
  /** The folder of the built programs, one file each. */
  from: string;
}

/** What a worker needs to log in with. */
export interface Installation {
  home: string;
  encryptedPassword: string;
  user: string;
  securityDomain: string;
}

/** Installs the simulated programs with fresh state, for every OS user of this machine to run. */
export function installInformatica({ home, domain: name, password, from, ...settings }: InstallOptions): Installation {
  const plain = password ?? randomBytes(12).toString('base64url');
  const domain = seedOf(name, plain, Date.now());
  for (const folder of ['simulator', 'state']) rmSync(join(home, folder), { recursive: true, force: true });
  copySimulators(from, home);
  writeWrapper(home, 'isp/bin/infacmd.sh', 'infacmd.cjs');
  for (const program of ['pmrep', 'pmcmd', 'pmpasswd']) writeWrapper(home, `server/bin/${program}`, `${program}.cjs`);
  writeOpen(join(home, 'domains.infa'), domainsFile(domain), 0o644);
  writeState(home, domain, { ...DEFAULT_SETTINGS, ...settings });
  return { home, encryptedPassword: encryptPassword(plain, domain.siteKey, {}), ...TECHNICAL_USER };
}

/** Modes are set by chmod, because the umask of the installing process must not keep others out. */
function writeOpen(path: string, text: string, mode: number): void {
  writeFileSync(path, text);
  chmodSync(path, mode);
}

/** A folder below `home`, each step of it open. */
function makeOpen(home: string, below = '.', mode = 0o755): void {
  let folder = home;
  for (const step of ['.', ...below.split('/')]) {
    folder = join(folder, step);
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, step === '.' ? 0o755 : mode);
  }
}

function copySimulators(from: string, home: string): void {
  makeOpen(home, 'simulator');
  for (const file of readdirSync(from)) {
    writeOpen(join(home, 'simulator', file), readFileSync(join(from, file), 'utf8'), 0o644);
  }
}

const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

function writeWrapper(home: string, wrapper: string, program: string): void {
  makeOpen(home, dirname(wrapper));
  const command = [process.execPath, join(home, 'simulator', program)].map(quoted).join(' ');
  writeOpen(join(home, wrapper), `#!/bin/sh\nexec ${command} "$@"\n`, 0o755);
}

const domainsFile = ({ name, gateway }: Domain) => `<?xml version="1.0" encoding="UTF-8"?>
<Portals>
  <vector>
    <domainName>${name}</domainName>
    <address>
      <host>${gateway.host}</host>
      <port>${gateway.port}</port>
    </address>
  </vector>
</Portals>
`;

function writeState(home: string, domain: Domain, settings: Settings): void {
  const { domain: domainPath, settings: settingsPath, scenario, ledger, locks } = stateFiles(home);
  makeOpen(home, relative(home, locks), 0o777);
  writeJson(domainPath, domain);
  writeJson(settingsPath, settings);
  writeJson(scenario, []);
  writeOpen(ledger, '', 0o666);
}
