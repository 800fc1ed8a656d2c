import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installInformatica } from './informatica/install.js';
import type { SandboxDomain } from './informatica/seed.js';
import { stateFiles, writeJson } from './informatica/state/folder.js';
import { readSettings } from './informatica/state/settings.js';
import type { Lifetime } from './lifetime.js';
import { SIMULATORS } from './paths.js';
import { makeSshKeyPair, startSshHost } from './ssh-host.js';

/** What stands in the inventory about a host of the sandbox. */
interface HostPlan {
  domain: SandboxDomain;
  environment: string;
  owner: string;
  hostname: string;
  zone: string;
  /** How the worker of the zone reaches it, where that can be had. */
  transport: 'ssh' | 'ansible';
}

const PLANS: readonly HostPlan[] = [
  {
    domain: 'DOM_MAE_D01',
    environment: 'Development',
    owner: 'MAE',
    hostname: 'etl-mae-d01.sandbox.socgen',
    zone: 'docker',
    transport: 'ssh',
  },
  {
    domain: 'DOM_RCR_P01',
    environment: 'Production',
    owner: 'RCR',
    hostname: 'etl-rcr-p01.sandbox.socgen',
    zone: 'vm',
    transport: 'ansible',
  },
];

/** The SSH user of every host. */
export const SSH_USER = 'infa';

/** A running host, and what the worker of its zone needs to work there. */
export interface EstateHost extends HostPlan {
  port: number;
  infaHome: string;
  /** For the worker's login. */
  privateKey: string;
  /** A line of known_hosts. */
  knownHost: string;
  /** A row of the credentials, and its header. */
  credentials: string;
}

/** Starts the SSH host of each domain, with Informatica's simulated programs installed under `folder`. */
export const startEstate = (folder: string, delayScale: number, life: Lifetime): Promise<EstateHost[]> =>
  Promise.all(PLANS.map((plan) => startHost(plan, join(folder, plan.hostname), delayScale, life)));

async function startHost(plan: HostPlan, folder: string, delayScale: number, life: Lifetime): Promise<EstateHost> {
  const [home, temporary] = [join(folder, 'home'), join(folder, 'tmp')];
  for (const each of [home, temporary]) mkdirSync(each, { recursive: true });
  const login = makeSshKeyPair();
  const host = makeSshKeyPair();
  const { port, close } = await startSshHost({
    hostKey: host.privateKey,
    authorizedKey: login.publicKey,
    user: SSH_USER,
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', HOME: home, TMPDIR: temporary, LANG: 'C' },
  });
  life.onEnd('last', close);
  const infaHome = join(folder, 'informatica');
  const technical = installInformatica({ home: infaHome, domain: plan.domain, delayScale, from: SIMULATORS });
  return {
    ...plan,
    port,
    infaHome,
    privateKey: login.privateKey,
    knownHost: `[${plan.hostname}]:${port} ${host.publicKey.split(' ').slice(0, 2).join(' ')}\n`,
    credentials: `domain,user,security_domain,password\n${plan.domain},${technical.user},${technical.securityDomain},${technical.encryptedPassword}\n`,
  };
}

/** Changes how slow the simulated programs are, from their next start on. */
export function setDelayScale(hosts: readonly EstateHost[], delayScale: number): void {
  for (const { infaHome } of hosts) {
    writeJson(stateFiles(infaHome).settings, { ...readSettings(infaHome), delayScale });
  }
}
