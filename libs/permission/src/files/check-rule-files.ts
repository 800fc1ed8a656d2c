import { type ConfigurationNote, faultsOf, type SettingsOf, warning } from '#libs/platform';
import { type GcrRules, isExpired } from '../gcr.js';
import type { Inventory } from '../inventory.js';
import type { directorySettings } from '../ldap/settings.js';
import type { inventorySettings, ruleSettings } from '../settings.js';
import { openAccounts, openInventory, openRules } from './rule-files.js';

type RuleSettings = Pick<SettingsOf<typeof inventorySettings>, 'INVENTORY_FILE'> &
  SettingsOf<typeof ruleSettings> &
  SettingsOf<typeof directorySettings>;

/** `served` are the zones that a process works for; with `isWhole`, an inventory with a host elsewhere is refused. */
export interface CheckedZones {
  served: readonly string[];
  isWhole: boolean;
}

/** Reads rules, inventory and directory as a process does when it starts, but all of them, and compares them with each other. */
export async function checkRuleFiles(
  settings: RuleSettings,
  { served, isWhole }: CheckedZones,
): Promise<ConfigurationNote[]> {
  const opened: { rules?: GcrRules; inventory?: Inventory } = {};
  const notes = await Promise.all([
    faultsOf(async () => {
      opened.rules = (await openRules(settings)).current.value;
    }),
    faultsOf(async () => {
      const zones = isWhole ? new Set(served) : undefined;
      opened.inventory = (await openInventory(settings, zones)).current.value;
    }),
    faultsOf(() => openAccounts(settings)),
  ]);
  const { rules, inventory } = opened;
  return [
    ...notes.flat(),
    ...(rules ? expiredRules(rules) : []),
    ...(inventory ? emptyZones(inventory, served) : []),
    ...(rules && inventory ? onlyInOne(rules, inventory) : []),
  ];
}

const expiredRules = ({ rules }: GcrRules): ConfigurationNote[] =>
  rules
    .filter((rule) => isExpired(rule, Date.now()))
    .map(({ source, expires }) => warning(`${source}: expired on ${expires}: it counts no more`));

const emptyZones = ({ zones }: Inventory, served: readonly string[]): ConfigurationNote[] =>
  served
    .filter((zone) => !zones.includes(zone))
    .map((zone) => warning(`the inventory has no host in zone ${zone}, which is served`));

/** Either is half of a new domain. */
function onlyInOne(rules: GcrRules, inventory: Inventory): ConfigurationNote[] {
  const owned = placesOf(rules.rules);
  const hosted = placesOf(inventory.hosts);
  return [
    ...without(owned, hosted).map((place) => warning(`${place} has rules, but no host in the inventory`)),
    ...without(hosted, owned).map((place) => warning(`${place} has hosts, but no rule: nobody may do anything there`)),
  ];
}

const placesOf = (rows: readonly { domain: string; environment: string }[]): Set<string> =>
  new Set(rows.map(({ domain, environment }) => `${domain} in ${environment}`));

const without = (some: ReadonlySet<string>, others: ReadonlySet<string>): string[] =>
  [...some].filter((one) => !others.has(one));
