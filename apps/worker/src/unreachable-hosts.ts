import { readFileSync } from 'node:fs';
import { type InformaticaHost, Inventory } from '#libs/permission';
import { type ConfigurationNote, warning } from '#libs/platform';
import { parseLogins } from './remote/informatica-logins.js';
import { HostKeys } from './remote/ssh/host-keys.js';
import type { WorkerSettings } from './settings.js';

type Settings = Pick<
  WorkerSettings,
  'INVENTORY_FILE' | 'WORKER_ZONES' | 'SSH_KNOWN_HOSTS' | 'INFORMATICA_CREDENTIALS' | 'HOST_PORT'
>;

/**
 * The hosts of the served zones that no job could reach: without a pinned key, or without a technical user. Nothing where one of
 * the three sources cannot be read, for that is told elsewhere.
 */
export function unreachableHosts(settings: Settings): ConfigurationNote[] {
  const sources = readable(settings);
  if (!sources) return [];
  const { hosts, keys, logins } = sources;
  const unpinned = unpinnedHosts(hosts, keys, settings.HOST_PORT);
  const domains = new Set(hosts.map(({ domain }) => domain).filter((domain) => !logins.has(domain)));
  return [
    ...new Set(
      unpinned.map(({ hostname }) => `SSH_KNOWN_HOSTS: no key is pinned for ${hostname}: it would be refused`),
    ),
    ...[...domains].map((domain) => `INFORMATICA_CREDENTIALS: there is no technical user for ${domain}`),
  ].map(warning);
}

/** Those that would be refused, whatever key they show. */
export const unpinnedHosts = (hosts: readonly InformaticaHost[], keys: HostKeys, hostPort: number): InformaticaHost[] =>
  hosts.filter(({ hostname, port = hostPort }) => keys.typesOf(hostname, port).length === 0);

function readable({ INVENTORY_FILE, WORKER_ZONES, SSH_KNOWN_HOSTS, INFORMATICA_CREDENTIALS }: Settings) {
  try {
    const { hosts } = Inventory.parse(readFileSync(INVENTORY_FILE, 'utf8'));
    const served = hosts.filter(({ zone }: InformaticaHost) => WORKER_ZONES.includes(zone));
    return { hosts: served, keys: HostKeys.parse(SSH_KNOWN_HOSTS), logins: parseLogins(INFORMATICA_CREDENTIALS) };
  } catch {
    return undefined;
  }
}
