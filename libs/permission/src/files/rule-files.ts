import {
  type AppLogger,
  ClientTls,
  FileWatch,
  type SettingsOf,
  WatchedFile,
  type WithCertificates,
} from '#libs/platform';
import { CallerGrants, type GrantsWatch } from '../caller-grants.js';
import { CsvDirectory } from '../csv-directory.js';
import type { ReviewableDirectory } from '../directory.js';
import { GcrRules } from '../gcr.js';
import type { GroupNames } from '../groups.js';
import { Inventory } from '../inventory.js';
import { LdapDirectory } from '../ldap/ldap-directory.js';
import { ldapOptionsOf } from '../ldap/options-of.js';
import type { directorySettings } from '../ldap/settings.js';
import type { inventorySettings, permissionSettings, ruleSettings } from '../settings.js';
import { WatchedDirectory } from './watched-directory.js';

type InventorySettings = Pick<SettingsOf<typeof inventorySettings>, 'INVENTORY_FILE'>;
type RuleSettings = InventorySettings &
  SettingsOf<typeof ruleSettings> &
  SettingsOf<typeof directorySettings> &
  Pick<SettingsOf<typeof permissionSettings>, 'GRANTS_TTL_MS' | 'GRANTS_STALE_MS'>;

/**
 * All that decisions rest on. `watch` keeps the files among it up to date once it is started; the certificates by which the directory is
 * believed have a watch of their own.
 */
export interface RuleFiles extends WithCertificates {
  rules: WatchedFile<GcrRules>;
  inventory: WatchedFile<Inventory>;
  /** End it (`close`) with the process. */
  directory: ReviewableDirectory;
  names: GroupNames;
  grants: CallerGrants;
  watch: FileWatch;
}

/**
 * Opens rules, inventory and directory by the settings. With `zones`, an inventory with a host in another zone is refused.
 * `watch` is told how the directory does.
 *
 * Rejects with a `RefusedFile`: everything that is wrong in the first file that is.
 */
export async function openRuleFiles(
  settings: RuleSettings,
  logger: AppLogger,
  zones?: ReadonlySet<string>,
  watch?: GrantsWatch,
): Promise<RuleFiles> {
  const accounts = await openAccounts(settings);
  const inventory = await openInventory(settings, zones);
  const rules = await openRules(settings);
  const { GROUP_PATTERN: pattern, OPS_GROUP: opsGroup, OPS_ADMIN_GROUP: opsAdminGroup } = settings;
  const names = { pattern, opsGroup, opsAdminGroup };
  const tls = await ClientTls.open('LDAP', settings);
  const directory = accounts ? new WatchedDirectory(accounts) : new LdapDirectory(ldapOptionsOf(settings, tls), logger);
  return {
    rules,
    inventory,
    directory,
    names,
    grants: new CallerGrants(directory, names, {
      ttlMs: settings.GRANTS_TTL_MS,
      staleMs: settings.GRANTS_STALE_MS,
      watch,
    }),
    watch: new FileWatch([rules, inventory, ...(accounts ? [accounts] : [])], logger, 'rule file'),
    certificates: tls.certificates,
  };
}

/** Opens GCR.csv; rejects with a `CsvError`. */
export const openRules = ({ GCR_FILE: path }: Pick<RuleSettings, 'GCR_FILE'>): Promise<WatchedFile<GcrRules>> =>
  WatchedFile.open({ name: 'GCR.csv', path, parse: GcrRules.parse });

/** Opens the inventory; rejects with a `CsvError`, also where it has a host in a zone that is not among `zones`. */
export const openInventory = (
  { INVENTORY_FILE: path }: InventorySettings,
  zones?: ReadonlySet<string>,
): Promise<WatchedFile<Inventory>> =>
  WatchedFile.open({ name: 'IFARCRSERVER.csv', path, parse: (text, file) => Inventory.parse(text, file, zones) });

/** Opens directory.csv where it is the directory; rejects with a `CsvError`. */
export const openAccounts = async (
  settings: Pick<RuleSettings, 'DIRECTORY_KIND' | 'DIRECTORY_FILE'>,
): Promise<WatchedFile<CsvDirectory> | undefined> =>
  settings.DIRECTORY_KIND === 'csv'
    ? WatchedFile.open({ name: 'directory.csv', path: settings.DIRECTORY_FILE, parse: CsvDirectory.parse })
    : undefined;
