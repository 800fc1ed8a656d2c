import { AppError } from '#libs/platform';
import type { RemoteHost } from '../remote/remote-host.js';
import { fingerprintOf, type HostKeys } from '../remote/ssh/host-keys.js';
import { loginFingerprint, SshConnection, type SshIdentity } from '../remote/ssh/ssh-connection.js';
import { type Check, Finding } from './check.js';
import { type Encounter, meet } from './encounter.js';
import type { Patient } from './patient.js';

type Identity = SshIdentity & { hostKeys: HostKeys };

/** From here to the login on the host, step by step. */
export const wayChecks = (patient: Patient, identity: Identity): Check[] => [
  { name: 'TCP', needs: ['zone'], look: () => connect(patient.knownHost, identity) },
  { name: 'host key', needs: ['TCP'], look: () => checkKey(patient, identity) },
  {
    name: 'login',
    needs: ['host key'],
    look: async () => checkLogin(patient.knownHost, patient.knownEncounter, identity),
  },
];

async function connect(host: RemoteHost, identity: Identity): Promise<string> {
  const { address, port, jump } = host;
  try {
    (await SshConnection.reach(host, identity)).close();
  } catch (error) {
    throw new Finding(sentenceOf(error), adviceFor(error, host), error);
  }
  return `${address}:${port} takes connections${jump ? ` through the jump host ${jump.hostname}:${jump.port}` : ''}`;
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function adviceFor(error: unknown, { address, port, jump }: RemoteHost): string {
  const { code, cause } = error as AppError;
  if (code === 'HOST_KEY_REFUSED')
    return `Pin the host key of ${jump?.hostname} in SSH_KNOWN_HOSTS, confirmed by its owner.`;
  if (code === 'HOST_LOGIN_REFUSED') return `Let ${jump?.user} in with the worker's key on ${jump?.hostname}.`;
  const reason = (cause as { code?: string } | undefined)?.code ?? '';
  if (jump)
    return `Look whether sshd runs on ${jump.hostname}:${jump.port}, allows forwarding, and reaches ${address}:${port}.`;
  if (reason === 'ECONNREFUSED')
    return `Nothing listens on ${address}:${port}: start sshd there, or mend address and port.`;
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(reason))
    return `The name ${address} has no address here: fill the column address.`;
  return `Nobody answers at ${address}:${port}: have the way from this machine opened, or mend address and port.`;
}

async function checkKey(patient: Patient, identity: Identity): Promise<string> {
  const { hostname, port } = patient.knownHost;
  const pinned = identity.hostKeys.fingerprintsOf(hostname, port);
  if (pinned.length === 0) {
    const what = `No host key is pinned for ${hostname}${port === 22 ? '' : `, port ${port}`}.`;
    throw new Finding(
      what,
      `Add what ssh-keyscan shows to SSH_KNOWN_HOSTS as ${nameOf(hostname, port)}, once its owner confirms it.`,
    );
  }
  patient.encounter = await meet(patient.knownHost, identity);
  const { shown, isAccepted } = patient.encounter;
  if (!shown) throw nothingShown(patient.encounter, pinned);
  if (!isAccepted) {
    const what = `The host shows ${fingerprintOf(shown)}; pinned is ${pinned.join(' or ')}.`;
    throw new Finding(
      what,
      'Ask its owner which is right: pin the new key if it was changed, else somebody stands between.',
    );
  }
  return `${fingerprintOf(shown)} is pinned`;
}

/** As it stands in known_hosts. */
const nameOf = (hostname: string, port: number): string => (port === 22 ? hostname : `[${hostname}]:${port}`);

function nothingShown({ fault }: Encounter, pinned: readonly string[]): Finding {
  if (fault instanceof AppError && fault.code === 'HOST_KEY_REFUSED') {
    const what = `The host has no key of a type that is pinned (${pinned.join(', ')}).`;
    return new Finding(what, 'Pin a key of a type that it has, once its owner confirms it.', fault);
  }
  const what = 'It takes the connection, but does not speak SSH: it says nothing, hangs up, or says something else.';
  return new Finding(
    what,
    'Look what listens on that port, and whether sshd there is overloaded (its log: MaxStartups).',
    fault,
  );
}

function checkLogin(host: RemoteHost, { fault }: Encounter, identity: Identity): string {
  if (!fault) return `as ${host.user}`;
  if (fault instanceof AppError && fault.code === 'HOST_LOGIN_REFUSED') {
    const what = `The host does not let ${host.user} in with the key ${loginFingerprint(identity)}.`;
    throw new Finding(
      what,
      `Put the worker's public key into authorized_keys of ${host.user} there, or mend the column user.`,
      fault,
    );
  }
  throw new Finding(sentenceOf(fault), "Look at sshd's log on the host: it says why it hung up.", fault);
}
