import type { AppLogger } from '#libs/platform';
import type { TransportName, WorkerSettings } from '../settings.js';
import { AnsibleTransport } from './ansible/ansible-transport.js';
import { sshIdentity, sshTransport } from './ssh/ssh-parts.js';
import type { Transport } from './transport.js';

/** The transport of each zone that this worker serves; zones may share one. */
export type Transports = ReadonlyMap<string, Transport>;

/** Opens what the zones need. Rejects with a `SettingsError` where a key or a program is missing. */
export async function openTransports(settings: WorkerSettings, logger: AppLogger): Promise<Transports> {
  const opened = new Map<TransportName, Transport>();
  const transports = new Map<string, Transport>();
  for (const zone of settings.WORKER_ZONES) {
    const name = settings.WORKER_TRANSPORTS.get(zone) ?? 'ssh';
    const transport = opened.get(name) ?? (await OPEN[name](settings, logger));
    opened.set(name, transport);
    transports.set(zone, transport);
  }
  return transports;
}

/** Closes each of them once. */
export const closeAll = async (transports: Transports): Promise<void> => {
  await Promise.all([...new Set(transports.values())].map((transport) => transport.close()));
};

const OPEN: Record<TransportName, (settings: WorkerSettings, logger: AppLogger) => Promise<Transport>> = {
  ssh: async (settings) => sshTransport(settings),
  ansible: (settings, logger) => {
    const limits = {
      processes: settings.ANSIBLE_PROCESSES,
      processesPerHost: settings.ANSIBLE_PROCESSES_PER_HOST,
      idleMs: settings.ANSIBLE_IDLE_MS,
    };
    return AnsibleTransport.open(sshIdentity(settings), { folder: settings.ANSIBLE_DIR, limits }, logger);
  },
};
