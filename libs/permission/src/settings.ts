import { setting } from '#libs/platform';
import { DEFAULT_GROUP_PATTERN } from './groups.js';

const LEAST_RELOAD_MS = 100;

/** Where the inventory stands, and how soon a change of it or of another rule file is seen. */
export const inventorySettings = {
  INVENTORY_FILE: setting.text('the CSV file of the Informatica servers').default('config/IFARCRSERVER.csv'),
  RULES_RELOAD_MS: setting
    .integer(
      'how often the CSV files, and the files of certificates, are looked at for a new content (ms); 0 is only at start',
      0,
      3_600_000,
    )
    .refine((ms) => ms === 0 || ms >= LEAST_RELOAD_MS, `must be 0 (never) or at least ${LEAST_RELOAD_MS}`)
    .default(5_000),
};

/** Where rules and groups stand and how they are read: the same in every process that decides. */
export const ruleSettings = {
  GCR_FILE: setting.text('the CSV file that says which trigram owns which domain').default('config/GCR.csv'),
  DIRECTORY_FILE: setting.text('the CSV file of accounts and groups').default('config/directory.csv'),
  GROUP_PATTERN: setting
    .pattern('how group names are read: captures trigram, level?, environment?; matches whole names, any case')
    .refine((pattern) => pattern.source.includes('(?<trigram>'), 'needs a named capture (?<trigram>…)')
    .default(DEFAULT_GROUP_PATTERN),
  OPS_GROUP: setting.text('the group whose members see all jobs and the queue board').default('ETLAAS_OPS'),
  OPS_ADMIN_GROUP: setting
    .text('the group whose members are ops, and may retry and remove at the queue board what is harmless')
    .default('ETLAAS_OPS_ADMIN'),
};

/** The settings of who decides about requests. */
export const permissionSettings = {
  ...ruleSettings,
  HOST_SUFFIX: setting.text('what every host name in a request must end in').default('.socgen'),
  GRANTS_TTL_MS: setting.integer('how long the groups of an account are remembered', 0, 3_600_000).default(300_000),
  GRANTS_STALE_MS: setting
    .integer('how long they still serve to read, never to change, while the directory is away', 0, 86_400_000)
    .default(1_800_000),
};
