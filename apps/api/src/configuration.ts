import { checkAuditPlaces } from '#libs/audit';
import { checkRuleFiles } from '#libs/permission';
import { type ConfigurationCheck, configurationOf, dateChecks } from '#libs/platform';
import { sharedKeys } from '#libs/queue';
import { settingsRules, settingsShape } from './settings.js';

type Check = ConfigurationCheck<typeof settingsShape>;

const CHECKS: readonly Check[] = [
  (settings) => checkRuleFiles(settings, { served: [...settings.ZONE_KEYS.keys()], isWhole: true }),
  checkAuditPlaces,
  ...dateChecks('REDIS_TLS', 'LDAP', 'AUDIT_SINK'),
  async ({ ZONE_KEYS }) => sharedKeys(ZONE_KEYS),
];

/** The configuration of the API, for `npm run config:check`. */
export const configuration = configurationOf('api', settingsShape, settingsRules, CHECKS);
