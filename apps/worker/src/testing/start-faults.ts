import { openRuleFiles } from '#libs/permission';
import { createLogger } from '#libs/platform';
import { HostKeys } from '../remote/ssh/host-keys.js';
import { readWorkerSettings, type WorkerSettings } from '../settings.js';
import { unpinnedHosts } from '../unreachable-hosts.js';

/**
 * What a worker would say at its start against an environment and the files that it names, and which hosts of its zones it
 * would refuse because their keys are not pinned; nothing if all is well.
 */
export async function workerStartFaults(env: Record<string, string>): Promise<readonly string[]> {
  try {
    return await hostsWithoutKey(readWorkerSettings(env));
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

async function hostsWithoutKey(settings: WorkerSettings): Promise<string[]> {
  const keys = HostKeys.parse(settings.SSH_KNOWN_HOSTS);
  const logger = createLogger('test', 'silent');
  const { inventory, directory } = await openRuleFiles({ ...settings, GRANTS_TTL_MS: 0, GRANTS_STALE_MS: 0 }, logger);
  await directory.close?.();
  const served = inventory.current.value.hosts.filter(({ zone }) => settings.WORKER_ZONES.includes(zone));
  return unpinnedHosts(served, keys, settings.HOST_PORT).map(({ hostname }) => `no key of ${hostname} is pinned`);
}
