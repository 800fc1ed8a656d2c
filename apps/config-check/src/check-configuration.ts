import type { AppConfiguration } from '#libs/platform';
import { openSecrets } from './open-secrets.js';
import { type Env, fileOf, type Origin, originOf } from './origin.js';
import { isSecret, shown } from './shown.js';
import { strayNames } from './stray-names.js';

/** A setting as anybody may see it. `value` is undefined where there is none, or it could not be read. */
export interface ShownSetting {
  name: string;
  value: string | undefined;
  from: Origin;
  file: string | undefined;
}

/** What is to be said of the configuration of an app. */
export interface ConfigurationReport {
  app: string;
  settings: readonly ShownSetting[];
  problems: readonly string[];
  warnings: readonly string[];
}

/** Examines an app's configuration: its settings, the files that they name, and what stands in the environment beside them. */
export async function checkConfiguration(
  own: AppConfiguration,
  other: AppConfiguration,
  env: Env,
): Promise<ConfigurationReport> {
  const { settings, notes } = await own.examine(env);
  // What could not be read may well be a secret.
  const secrets = own.names.filter((name) => !(name in settings) || isSecret(settings[name]));
  const all = [...notes, ...strayNames(own, other, env), ...(await openSecrets(secrets, env))];
  const texts = (kind: string) => [...new Set(all.filter((note) => note.kind === kind).map(({ text }) => text))];
  return {
    app: own.app,
    settings: own.names.map((name) => ({
      name,
      value: shown(settings[name]),
      from: originOf(name, settings, env),
      file: fileOf(name, env),
    })),
    problems: texts('problem'),
    warnings: texts('warning'),
  };
}
