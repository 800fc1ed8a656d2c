import type { RemoteHost } from '../remote/remote-host.js';
import type { HostKeys } from '../remote/ssh/host-keys.js';
import { SshConnection, type SshIdentity } from '../remote/ssh/ssh-connection.js';

/** What happened when we went to a host as the worker does. */
export interface Encounter {
  /** The host key that it showed. */
  shown?: Buffer;
  isAccepted: boolean;
  /** Why it ended before we were logged in. */
  fault?: unknown;
}

/** Connects and logs in by the worker's own way, and notes which host key was shown on it. */
export async function meet(host: RemoteHost, identity: SshIdentity & { hostKeys: HostKeys }): Promise<Encounter> {
  const encounter: Encounter = { isAccepted: false };
  const { hostKeys } = identity;
  const noting = {
    typesOf: (hostname: string, port: number) => hostKeys.typesOf(hostname, port),
    accepts(hostname: string, port: number, shown: Buffer): boolean {
      const isAccepted = hostKeys.accepts(hostname, port, shown);
      if (hostname === host.hostname && port === host.port) Object.assign(encounter, { shown, isAccepted });
      return isAccepted;
    },
  };
  try {
    (await SshConnection.open(host, { ...identity, hostKeys: noting })).close();
  } catch (fault) {
    encounter.fault = fault;
  }
  return encounter;
}
