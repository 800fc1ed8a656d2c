import { createLogger } from '#libs/platform';
import { parseLogins } from '../remote/informatica-logins.js';
import { sshIdentity } from '../remote/ssh/ssh-parts.js';
import { closeAll, openTransports } from '../remote/transports.js';
import { readWorkerSettings } from '../settings.js';
import { type Check, Finding, makeChecks, type Verdict } from './check.js';
import { hostChecks } from './host-checks.js';
import { Patient, type Question } from './patient.js';
import { placeChecks } from './place-checks.js';
import { queueCheck } from './queue-check.js';
import { wayChecks } from './way-checks.js';

/** The doctor speaks by its report alone. */
const logger = createLogger('doctor', 'silent');

/** The names of all checks, in order. */
export const CHECKS = [
  'settings',
  'name',
  'zone',
  'Redis',
  'TCP',
  'host key',
  'login',
  'shell',
  'INFA_HOME',
  'programs',
  'Informatica',
];

/**
 * Makes every check for one target by the settings of a worker, and tells each verdict at once. Answers whether all is well.
 *
 * Goes the same way as a job does, and changes nothing: not on the host, not in Redis.
 */
export async function examine(
  question: Question,
  env: Readonly<Record<string, string | undefined>>,
  tell: (verdict: Verdict) => void,
): Promise<boolean> {
  const prepared = await prepare(env);
  if (prepared instanceof Finding) {
    tell({ name: 'settings', state: 'failed', found: prepared.what, next: prepared.next });
    for (const name of CHECKS.slice(1)) tell({ name, state: 'not tried', found: 'needs settings' });
    return false;
  }
  const { settings, identity, transports } = prepared;
  const patient = new Patient(question, settings, logger);
  const found = `of a worker for ${settings.WORKER_ZONES.join(', ')}`;
  const checks: Check[] = [
    { name: 'settings', needs: [], look: async () => found },
    ...placeChecks(patient),
    queueCheck(patient),
    ...wayChecks(patient, identity),
    ...hostChecks(patient, transports),
  ];
  return makeChecks(checks, tell).finally(() => closeAll(transports));
}

async function prepare(env: Readonly<Record<string, string | undefined>>) {
  try {
    const settings = readWorkerSettings(env);
    parseLogins(settings.INFORMATICA_CREDENTIALS);
    const transports = await openTransports(settings, logger);
    return { settings, identity: sshIdentity(settings), transports };
  } catch (error) {
    if (!hasFaults(error)) throw error;
    return new Finding(
      error.faults.join('; '),
      "Run this with the environment of the zone's worker, and mend what is named.",
      error,
    );
  }
}

/** Of settings and of CSV files: one sentence each. */
const hasFaults = (error: unknown): error is Error & { faults: readonly string[] } =>
  error instanceof Error && 'faults' in error && Array.isArray(error.faults);
