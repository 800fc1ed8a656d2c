import { randomUUID } from 'node:crypto';
import { provePulse, readVersions, type Steps, throughGateway } from '#libs/informatica';
import { AppError, type ErrorCode } from '#libs/platform';
import { RemoteRun } from '../remote/remote-run.js';
import type { Transport } from '../remote/transport.js';
import type { Transports } from '../remote/transports.js';
import { type Check, Finding } from './check.js';
import type { Patient } from './patient.js';
import { probe } from './probe.js';

const LIMIT_MS = 120_000;

/** What is on the host, by the worker's own scripts and the transport of the zone. */
export function hostChecks(patient: Patient, transports: Transports): Check[] {
  const transport = (): Transport => transports.get(patient.knownRow.zone) ?? fail('a zone without a transport');
  return [
    { name: 'shell', needs: ['login'], look: () => probe(patient, transport()) },
    { name: 'INFA_HOME', needs: ['shell'], look: async () => checkHome(patient) },
    { name: 'programs', needs: ['INFA_HOME'], look: () => checkPrograms(patient, transport()) },
    { name: 'Informatica', needs: ['programs'], look: () => checkLogin(patient, transport()) },
  ];
}

/** The checks before these have seen to it that this does not come. */
const fail = (what: string): never => {
  throw new Error(what);
};

function checkHome({ knownHost: { infaHome }, knownFacts: { infaHome: state, osUser } }: Patient): string {
  if (state === 'missing') {
    throw new Finding(
      `${infaHome} is no directory there.`,
      'Write the right path into the column infa_home, or HOST_INFA_HOME.',
    );
  }
  if (state === 'closed') {
    const next = `Let ${osUser} read it, or name a user that may in the column os_user.`;
    throw new Finding(`${osUser} may not read ${infaHome} there.`, next);
  }
  return infaHome;
}

async function checkPrograms(patient: Patient, transport: Transport): Promise<string> {
  const { programs, timeoutVersion } = patient.knownFacts;
  const missing = [...programs].filter(([, path]) => path === '').map(([name]) => name);
  if (missing.length > 0) {
    const next = 'Mend infa_home (infacmd.sh, pmrep, pmcmd), or install GNU coreutils (timeout, mkfifo) there.';
    throw new Finding(`${missing.join(', ')} cannot be found there.`, next);
  }
  const versions = await asked(
    patient,
    transport,
    readVersions(),
    'Run the program by hand on the host as its OS user, and mend what it says.',
  );
  const told = [...versions].map(([name, version]) => `${name} ${version ?? 'does not tell its version'}`);
  return [...told, timeoutVersion].join('; ');
}

const NEXT: Partial<Record<ErrorCode, string>> = {
  INFORMATICA_LOGIN_REFUSED:
    "Encrypt the technical user's password anew with pmpasswd on a host of this domain, and mend its row in INFORMATICA_CREDENTIALS.",
  DOMAIN_UNREACHABLE:
    'Start the domain, or name its gateway in the column gateway where domains.infa on the host is stale.',
  COMMAND_TIMED_OUT: 'Run infacmd.sh PingDomain by hand on the host: its gateway is slow or away.',
};

async function checkLogin(patient: Patient, transport: Transport): Promise<string> {
  const { objects, alive } = await asked(
    patient,
    transport,
    provePulse(),
    'Run infacmd.sh PingDomain by hand on the host, and mend what it says.',
  );
  return `the technical user is let in; PingDomain: ${alive} of ${objects} objects answer`;
}

/** Runs steps as a job does; a fault of theirs is a finding. */
async function asked<T>(
  { knownHost: host, logger }: Patient,
  transport: Transport,
  steps: Steps<T>,
  otherwise: string,
): Promise<T> {
  const options = { jobId: randomUUID(), host, limitMs: LIMIT_MS, mayBeginMs: LIMIT_MS, isRedelivery: false };
  try {
    return await new RemoteRun(transport, options, logger).run(() => throughGateway(steps, host.gateway));
  } catch (error) {
    if (error instanceof AppError) throw new Finding(error.message, NEXT[error.code] ?? otherwise, error);
    throw error;
  }
}
