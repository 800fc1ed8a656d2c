export {
  CallerGrants,
  type CallerGrantsOptions,
  type DatedGrants,
  type GrantsUse,
  type GrantsWatch,
} from './caller-grants.js';
export { TRIGRAM } from './cells.js';
export { chooseHost, type Place } from './choose-host.js';
export { type CsvRow, type CsvTable, lineOf, readCsv } from './csv.js';
export { CsvDirectory } from './csv-directory.js';
export { type AppliedRule, type Decision, decide, type PermissionQuestion } from './decision.js';
export type { Directory, ReviewableDirectory } from './directory.js';
export { ENVIRONMENTS, type Environment, findEnvironment } from './environment.js';
export { type CheckedZones, checkRuleFiles } from './files/check-rule-files.js';
export type { FileHashes } from './files/file-hashes.js';
export { openRuleFiles, type RuleFiles } from './files/rule-files.js';
export { type GcrRule, GcrRules } from './gcr.js';
export {
  DEFAULT_GROUP_PATTERN,
  type Grants,
  type GroupNames,
  type Level,
  levelOf,
  type TrigramGrant,
} from './groups.js';
export { type InformaticaHost, Inventory } from './inventory.js';
export { type JumpHost, jumpHost } from './jump-host.js';
export { directoryRules, directorySettings } from './ldap/settings.js';
export { isOps, isOpsAdmin, listPermissions, type Permission } from './permissions.js';
export { type ReviewedPermission, type ReviewParts, reviewPermissions } from './review.js';
export { inventorySettings, permissionSettings, ruleSettings } from './settings.js';
