import type { Rule } from './estate.js';
import { availability } from './rules/availability.js';
import { hardenedContainers } from './rules/containers.js';
import { deniedByDefault } from './rules/network.js';
import { restrictedProfile } from './rules/pod-security.js';
import { wholeReferences } from './rules/references.js';
import { secretsAsFiles } from './rules/secrets.js';
import { knownSettings } from './rules/settings.js';
import { zonesApart } from './rules/zones.js';

/** What each installation must obey. */
export const RULES: Readonly<Record<string, Rule>> = {
  restrictedProfile,
  hardenedContainers,
  wholeReferences,
  deniedByDefault,
  zonesApart,
  secretsAsFiles,
  knownSettings,
  availability,
};
