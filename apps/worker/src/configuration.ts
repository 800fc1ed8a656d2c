import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkAuditPlaces } from '#libs/audit';
import { checkRuleFiles } from '#libs/permission';
import {
  type ConfigurationCheck,
  type ConfigurationNote,
  configurationOf,
  dateChecks,
  faultsOf,
  problem,
} from '#libs/platform';
import { sharedKeys } from '#libs/queue';
import { assertPlaybookThere } from './remote/ansible/ansible-transport.js';
import { parseLogins } from './remote/informatica-logins.js';
import { HostKeys } from './remote/ssh/host-keys.js';
import { assertReadable } from './remote/ssh/ssh-connection.js';
import { settingsRules, settingsShape } from './settings.js';
import { unreachableHosts } from './unreachable-hosts.js';

type Check = ConfigurationCheck<typeof settingsShape>;

const PLAYBOOK = 'run-scripts.yml';

const CHECKS: readonly Check[] = [
  (settings) => checkRuleFiles(settings, { served: settings.WORKER_ZONES, isWhole: false }),
  checkAuditPlaces,
  ...dateChecks('REDIS_TLS', 'LDAP', 'AUDIT_SINK'),
  async ({ ZONE_KEYS }) => sharedKeys(ZONE_KEYS),
  ({ SSH_PRIVATE_KEY, SSH_PASSPHRASE }) =>
    faultsOf(() => assertReadable({ privateKey: SSH_PRIVATE_KEY, passphrase: SSH_PASSPHRASE })),
  ({ SSH_KNOWN_HOSTS }) => faultsOf(() => HostKeys.parse(SSH_KNOWN_HOSTS)),
  ({ INFORMATICA_CREDENTIALS }) => faultsOf(() => parseLogins(INFORMATICA_CREDENTIALS)),
  async (settings) => unreachableHosts(settings),
  async ({ WORKER_TRANSPORTS, ANSIBLE_DIR }) =>
    [...WORKER_TRANSPORTS.values()].includes('ansible') ? checkAnsible(ANSIBLE_DIR) : [],
];

const checkAnsible = async (folder: string): Promise<ConfigurationNote[]> => [
  ...(await faultsOf(assertPlaybookThere)),
  ...(existsSync(join(folder, PLAYBOOK)) ? [] : [problem(`ANSIBLE_DIR: ${folder} has no ${PLAYBOOK}`)]),
];

/** The configuration of the worker, for `npm run config:check`. */
export const configuration = configurationOf('worker', settingsShape, settingsRules, CHECKS);
