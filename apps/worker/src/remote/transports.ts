import type { AppLogger } from '#libs/platform';
import type { TransportName, WorkerSettings } from '../settings.js';
import { AnsibleTransport } from './ansible/ansible-transport.js';
import { HostKeys } from './ssh/host-keys.js';
import { assertReadable, type SshIdentity } from './ssh/ssh-connection.js';
import { SshTransport } from './ssh/ssh-transport.js';
import type { Transport } from './transport.js';

/** The transport of each zone that this worker serves; zones may share one. */
export type Transports = ReadonlyMap<string, Transport>;

/** Opens what the zones need. Rejects with a `SettingsError` where a key or a program is missing. */
export async function openTransports(settings: WorkerSettings, logger: AppLogger): Promise<Transports> {
  const identity = identityOf(settings);
  const opened = new Map<TransportName, Transport>();
  const transports = new Map<string, Transport>();
  for (const zone of settings.WORKER_ZONES) {
    const name = settings.WORKER_TRANSPORTS.get(zone) ?? 'ssh';
    const transport = opened.get(name) ?? (await OPEN[name](identity, settings, logger));
    opened.set(name, transport);
    transports.set(zone, transport);
  }
  return transports;
}

function identityOf(settings: WorkerSettings): SshIdentity {
  const identity = {
    privateKey: settings.SSH_PRIVATE_KEY,
    ...(settings.SSH_PASSPHRASE && { passphrase: settings.SSH_PASSPHRASE }),
    hostKeys: HostKeys.parse(settings.SSH_KNOWN_HOSTS),
  };
  assertReadable(identity);
  return identity;
}

type Open = (identity: SshIdentity, settings: WorkerSettings, logger: AppLogger) => Promise<Transport>;

const OPEN: Record<TransportName, Open> = {
  ssh: async (identity, settings) =>
    new SshTransport(identity, {
      channelsPerConnection: settings.SSH_CHANNELS,
      connectionsPerHost: settings.SSH_CONNECTIONS,
      idleMs: settings.SSH_IDLE_MS,
    }),
  ansible: (identity, settings, logger) =>
    AnsibleTransport.open(
      identity,
      {
        folder: settings.ANSIBLE_DIR,
        limits: {
          processes: settings.ANSIBLE_PROCESSES,
          processesPerHost: settings.ANSIBLE_PROCESSES_PER_HOST,
          idleMs: settings.ANSIBLE_IDLE_MS,
        },
      },
      logger,
    ),
};
