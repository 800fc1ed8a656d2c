import { type ConfigurationNote, warning } from '#libs/platform';
import type { ZoneKeys } from '../settings.js';

/** Warns where zones share a key: whoever has it could forge jobs of the other zone too. */
export function sharedKeys(zoneKeys: ZoneKeys): ConfigurationNote[] {
  const zones = [...zoneKeys].map(([zone, keys]) => ({ zone, texts: keys.map((key) => key.reveal()) }));
  return zones.flatMap(({ zone, texts }, index) => {
    const first = zones.slice(0, index).find((other) => other.texts.some((text) => texts.includes(text)));
    return first ? [warning(`ZONE_KEYS: ${first.zone} and ${zone} have the same key: give each zone its own`)] : [];
  });
}
