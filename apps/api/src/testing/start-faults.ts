import { openRuleFiles } from '#libs/permission';
import { createLogger } from '#libs/platform';
import { readApiSettings } from '../settings.js';

/** What the API would say at its start against an environment and the rule files that it names; nothing if it would go on. */
export async function apiStartFaults(env: Record<string, string>): Promise<readonly string[]> {
  try {
    const settings = readApiSettings(env);
    const { directory } = await openRuleFiles(
      settings,
      createLogger('test', 'silent'),
      new Set(settings.ZONE_KEYS.keys()),
    );
    await directory.close?.();
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
