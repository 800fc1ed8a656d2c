import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type ConfigurationNote, problem, type SettingsOf, warning } from '#libs/platform';
import type { deliverySettings } from './delivery/settings.js';
import type { auditSettings } from './settings.js';

type Settings = Pick<
  SettingsOf<typeof auditSettings>,
  'AUDIT_DIR' | 'AUDIT_ANCHOR_DIR' | 'AUDIT_MIN_FREE_BYTES' | 'AUDIT_BALLAST_BYTES'
> &
  Pick<SettingsOf<typeof deliverySettings>, 'AUDIT_DROP_DIR'>;

/** Whether this user may write where audit records go, and whether there is room for them. Makes and writes nothing. */
export async function checkAuditPlaces(settings: Settings): Promise<ConfigurationNote[]> {
  const { AUDIT_DIR, AUDIT_ANCHOR_DIR, AUDIT_DROP_DIR } = settings;
  const faults = await Promise.all([
    // It is made where it is not there yet.
    faultOf('AUDIT_DIR', await nearest(AUDIT_DIR)),
    faultOf('AUDIT_ANCHOR_DIR', AUDIT_ANCHOR_DIR),
    faultOf('AUDIT_DROP_DIR', AUDIT_DROP_DIR),
  ]);
  return [...faults.flat(), ...(await room(settings))];
}

async function faultOf(name: string, directory: string | undefined): Promise<ConfigurationNote[]> {
  if (directory === undefined) return [];
  try {
    if (!(await stat(directory)).isDirectory()) return [problem(`${name}: ${directory} is not a directory`)];
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    return [];
  } catch (error) {
    return [problem(`${name}: ${directory} cannot be written to (${codeOf(error)})`)];
  }
}

/** The directory itself, or the one above in which it would be made. */
async function nearest(directory: string): Promise<string> {
  const isThere = await stat(directory).then(
    () => true,
    (error) => codeOf(error) !== 'ENOENT',
  );
  const above = dirname(resolve(directory));
  return isThere || above === directory ? directory : nearest(above);
}

async function room(settings: Settings): Promise<ConfigurationNote[]> {
  const { AUDIT_DIR, AUDIT_MIN_FREE_BYTES: least, AUDIT_BALLAST_BYTES: ballast } = settings;
  const disk = await statfs(await nearest(AUDIT_DIR)).catch(() => undefined);
  const free = disk ? disk.bavail * disk.bsize : Number.POSITIVE_INFINITY;
  if (free >= least + ballast) return [];
  const what = `${least} must stay free (AUDIT_MIN_FREE_BYTES), ${ballast} are held back (AUDIT_BALLAST_BYTES)`;
  return [warning(`AUDIT_DIR: ${free} bytes are free there; ${what}: changes would be refused`)];
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown fault';
