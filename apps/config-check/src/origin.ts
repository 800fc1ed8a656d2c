/** An environment, as a process has one. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Where the value of a setting comes from; `missing` is one that must be given, or could not be read. */
export type Origin = 'environment' | 'file' | 'default' | 'not set' | 'missing';

/** The file that holds a setting, where it is given as `NAME_FILE`. */
export const fileOf = (name: string, env: Env): string | undefined => env[`${name}_FILE`] || undefined;

/** Where a setting comes from that was read, or not, from this environment. */
export function originOf(name: string, settings: Readonly<Record<string, unknown>>, env: Env): Origin {
  if (fileOf(name, env)) return 'file';
  if (env[name]) return 'environment';
  if (settings[name] !== undefined) return 'default';
  return name in settings ? 'not set' : 'missing';
}
