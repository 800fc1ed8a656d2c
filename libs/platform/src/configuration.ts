import { examineSettings, type SettingsOf, type SettingsRule, type SettingsShape } from './settings.js';

/** What somebody should know of a configuration: a problem keeps the app from starting or from working, a warning does not. */
export interface ConfigurationNote {
  kind: 'problem' | 'warning';
  text: string;
}

/** A note that the app would not start, or not work. */
export const problem = (text: string): ConfigurationNote => ({ kind: 'problem', text });

/** A note that somebody should have a look. */
export const warning = (text: string): ConfigurationNote => ({ kind: 'warning', text });

/** Looks at what settings point at: files, folders, each other. Connects to nothing and changes nothing. */
export type ConfigurationCheck<Shape extends SettingsShape> = (
  settings: SettingsOf<Shape>,
) => Promise<readonly ConfigurationNote[]>;

/** Settings as far as they could be read, and everything that is to be said of them. */
export interface ExaminedConfiguration {
  settings: Readonly<Record<string, unknown>>;
  notes: readonly ConfigurationNote[];
}

/** The configuration of an app, for who knows nothing of the app. */
export interface AppConfiguration {
  app: string;
  /** The names of its settings, in the order of its shape. */
  names: readonly string[];
  examine(env: Readonly<Record<string, string | undefined>>): Promise<ExaminedConfiguration>;
}

/** What an app tells of its configuration: the shape and rules by which it reads its settings itself, and checks beyond. */
export function configurationOf<Shape extends SettingsShape>(
  app: string,
  shape: Shape,
  rules: readonly SettingsRule<Shape>[],
  checks: readonly ConfigurationCheck<Shape>[],
): AppConfiguration {
  return {
    app,
    names: Object.keys(shape),
    examine: async (env) => {
      const { settings, faults, ask } = examineSettings(shape, env, rules);
      const looked = await Promise.all(checks.map(ask));
      return { settings, notes: [...faults.map(problem), ...looked.flatMap((notes) => notes ?? [])] };
    },
  };
}

/** The faults of what cannot be read or opened, as problems: none where it can. Passes on what is no such fault. */
export async function faultsOf(open: () => unknown): Promise<ConfigurationNote[]> {
  try {
    await open();
    return [];
  } catch (error) {
    if (error instanceof Error && 'faults' in error) return (error.faults as string[]).map(problem);
    throw error;
  }
}
