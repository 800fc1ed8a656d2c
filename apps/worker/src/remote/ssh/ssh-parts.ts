import type { WorkerSettings } from '../../settings.js';
import { HostKeys } from './host-keys.js';
import { assertReadable, type SshIdentity } from './ssh-connection.js';
import { SshTransport } from './ssh-transport.js';

/** Our key and the keys that we trust, by the settings. Throws a `SettingsError` where one of them cannot be read. */
export function sshIdentity(settings: WorkerSettings): SshIdentity & { hostKeys: HostKeys } {
  const identity = {
    privateKey: settings.SSH_PRIVATE_KEY,
    ...(settings.SSH_PASSPHRASE && { passphrase: settings.SSH_PASSPHRASE }),
    hostKeys: HostKeys.parse(settings.SSH_KNOWN_HOSTS),
  };
  assertReadable(identity);
  return identity;
}

/** The transport over SSH, by the settings. */
export const sshTransport = (settings: WorkerSettings): SshTransport =>
  new SshTransport(sshIdentity(settings), {
    channelsPerConnection: settings.SSH_CHANNELS,
    connectionsPerHost: settings.SSH_CONNECTIONS,
    idleMs: settings.SSH_IDLE_MS,
  });
