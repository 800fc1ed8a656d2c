import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { apiStartFaults } from '../../../apps/api/src/testing/start-faults.js';
import { workerStartFaults } from '../../../apps/worker/src/testing/start-faults.js';
import { environmentOf } from './environment.js';
import type { Estate, Placed } from './estate.js';
import { filesOf, type MountedFile } from './files.js';
import { readOutsideObjects } from './outside.js';

const KEY = '0'.repeat(64);
const SSH_KEY = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const zoneKeys = (zones: readonly string[]): string => zones.map((zone) => `${zone}=${KEY}`).join(',');

/** What the people of an installation would have made, by key: what is not here may be any text. */
const madeFor = (zones: readonly string[]): Record<string, string> => ({
  'ca.pem': rootCertificates[0] ?? '',
  'zone-keys': zoneKeys(zones),
  'audit-keys': `k1=${KEY}`,
  'ssh-private-key': SSH_KEY,
  'informatica-credentials': 'domain,user,security_domain,password\nDOM_MAE_D01,svc,Native,xyz\n',
});

/** The zones whose keys a container is given: its own, or for the API all. */
function zonesOf({ pods }: Placed, estate: Estate): string[] {
  const own = pods.labels['etlaas/zone'];
  return own ? [own] : estate.pods.flatMap(({ labels }) => labels['etlaas/zone'] ?? []);
}

const textOf = ({ object, key }: MountedFile, estate: Estate, made: Record<string, string>): string =>
  estate.dataOf(object)[key] ?? made[key] ?? KEY;

/** What the app of a container says at its start, with the files that the container would find laid out under a folder. */
export async function startFaults(placed: Placed, estate: Estate): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'etlaas-pod-'));
  try {
    const made = madeFor(zonesOf(placed, estate));
    for (const file of filesOf(placed, estate, readOutsideObjects())) {
      mkdirSync(join(folder, dirname(file.path)), { recursive: true });
      writeFileSync(join(folder, file.path), textOf(file, estate, made));
    }
    const env = Object.entries(environmentOf(placed, estate)).map(([name, value]) => [
      name,
      name.endsWith('_FILE') ? join(folder, value) : value,
    ]);
    const faults = placed.container.name === 'api' ? apiStartFaults : workerStartFaults;
    return await faults(Object.fromEntries(env) as Record<string, string>);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
