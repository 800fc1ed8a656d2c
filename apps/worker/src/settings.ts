import { hostname } from 'node:os';
import * as z from 'zod';
import { auditSettings, deliveryRules, deliverySettings } from '#libs/audit';
import { directoryRules, directorySettings, inventorySettings, jumpHost, ruleSettings } from '#libs/permission';
import {
  crashSettings,
  doorSettings,
  environment,
  readSettings,
  type SettingsOf,
  type SettingsRule,
  setting,
  traceRules,
  traceSettings,
} from '#libs/platform';
import { crashesOnlyInTests, keepsJobsLongEnough, queueSettings, redisRules } from '#libs/queue';

const TRANSPORTS = ['ssh', 'ansible'] as const;

/** How the scripts of a zone reach its hosts. */
export type TransportName = (typeof TRANSPORTS)[number];

const zoneTransports = z
  .string()
  .transform((text, context): ReadonlyMap<string, TransportName> => {
    const pairs = text.split(',').map((pair) => pair.trim().split('=', 2));
    const transports = new Map<string, TransportName>();
    for (const [zone = '', name = ''] of pairs) {
      const transport = TRANSPORTS.find((known) => known === name);
      if (transport && !transports.has(zone)) transports.set(zone, transport);
      else
        context.addIssue({
          code: 'custom',
          message: `"${zone}=${name}" must be zone=ssh or zone=ansible, once a zone`,
        });
    }
    return transports;
  })
  .describe('transport of a zone, as zone=ssh,zone=ansible; ssh where a zone is not named');

export const settingsShape = {
  ...queueSettings,
  ...auditSettings,
  ...deliverySettings,
  ...inventorySettings,
  ...ruleSettings,
  ...directorySettings,
  ...traceSettings,
  ...crashSettings('worker'),
  ...doorSettings,
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('least level logged'),
  WORKER_ID: setting.text('name of this worker in records and logs').default(`${hostname()}-${process.pid}`),
  WORKER_ZONES: setting.list('zones this worker serves'),
  WORKER_TRANSPORTS: zoneTransports.default(new Map()),
  WORKER_CONCURRENCY: setting.integer('jobs of a zone that run at once', 1, 200).default(16),
  JOB_RUN_WITHIN_MS: setting
    .integer(
      'a job that runs longer is ended, even where its operation allows more (a complete stop: about an hour)',
      1_000,
      86_400_000,
    )
    .default(86_400_000),
  SSH_PRIVATE_KEY: setting.secret('private key of the SSH logins, OpenSSH or PEM text'),
  SSH_PASSPHRASE: setting.secret('passphrase of that key').optional(),
  SSH_KNOWN_HOSTS: setting.text('pinned host keys as known_hosts text; a host without a key here is refused'),
  SSH_CHANNELS: setting.integer('channels of one SSH connection, below the MaxSessions of the hosts', 1, 64).default(8),
  SSH_CONNECTIONS: setting.integer('SSH connections to one host', 1, 16).default(2),
  SSH_IDLE_MS: setting
    .integer('an unused SSH connection is closed after this time', 1_000, 86_400_000)
    .default(600_000),
  ANSIBLE_DIR: setting.text('folder of the playbook run-scripts.yml and its plugins').default('ansible'),
  ANSIBLE_PROCESSES: setting.integer('processes of ansible-playbook at once', 1, 200).default(8),
  ANSIBLE_PROCESSES_PER_HOST: setting
    .integer('of these for one host, below the MaxSessions of the hosts', 1, 64)
    .default(4),
  ANSIBLE_IDLE_MS: setting
    .integer('an unused process of ansible-playbook is ended after this time', 1_000, 86_400_000)
    .default(60_000),
  HOST_USER: setting.text('SSH user where the inventory names none').default('infa'),
  HOST_PORT: setting.integer('SSH port where the inventory names none', 1, 65_535).default(22),
  HOST_JUMP: jumpHost
    .optional()
    .describe(
      'jump host where the inventory names none: [user@]host[:port], user and port else as of HOST_USER and 22',
    ),
  HOST_OS_USER: setting
    .text('OS user of Informatica (sudo) where the inventory names none')
    .regex(/^[a-z_][a-z0-9_-]{0,31}$/, 'must be a user name of lower-case letters, digits, _ and -')
    .optional(),
  HOST_INFA_HOME: setting.text('INFA_HOME where the inventory names none').default('/opt/informatica'),
  INFORMATICA_CREDENTIALS: setting.secret(
    'CSV domain,user,security_domain,password,truststore,truststore_password: the technical user of each domain, passwords encrypted by pmpasswd; the last two only where a domain speaks TLS',
  ),
};

/** The settings of the worker under their environment names. */
export type WorkerSettings = SettingsOf<typeof settingsShape>;

/** What must hold between them. */
export const settingsRules: readonly SettingsRule<typeof settingsShape>[] = [
  ({ WORKER_ZONES, ZONE_KEYS }) => {
    const without = WORKER_ZONES.filter((zone) => !ZONE_KEYS.has(zone));
    return without.length > 0 ? `ZONE_KEYS: has no key for ${without.join(', ')} of WORKER_ZONES` : undefined;
  },
  ({ WORKER_ZONES, WORKER_TRANSPORTS }) => {
    const foreign = [...WORKER_TRANSPORTS.keys()].filter((zone) => !WORKER_ZONES.includes(zone));
    return foreign.length > 0 ? `WORKER_TRANSPORTS: names ${foreign.join(', ')}, not in WORKER_ZONES` : undefined;
  },
  keepsJobsLongEnough,
  ...redisRules,
  ...directoryRules,
  ...deliveryRules,
  ...traceRules,
  crashesOnlyInTests,
  ({ WORKER_ZONES, ZONE_KEYS }) => {
    const foreign = [...ZONE_KEYS.keys()].filter((zone) => !WORKER_ZONES.includes(zone));
    return foreign.length > 0
      ? `ZONE_KEYS: holds the key of ${foreign.join(', ')}, which WORKER_ZONES does not serve: take it away`
      : undefined;
  },
];

/** Reads them; throws one error that names everything wrong. */
export const readWorkerSettings = (env = environment()): WorkerSettings =>
  readSettings(settingsShape, env, settingsRules);
