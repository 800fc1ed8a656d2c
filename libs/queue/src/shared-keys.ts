import { type ConfigurationNote, warning } from '#libs/platform';
import type { ZoneKeys } from './settings.js';

/** Warns where zones share a key: whoever has it could forge jobs of the other zone too. */
export function sharedKeys(zoneKeys: ZoneKeys): ConfigurationNote[] {
  const zones = [...zoneKeys];
  return zones.flatMap(([zone, key], index) => {
    const [first] = zones.slice(0, index).find(([, other]) => other.reveal() === key.reveal()) ?? [];
    return first ? [warning(`ZONE_KEYS: ${first} and ${zone} have the same key: give each zone its own`)] : [];
  });
}
