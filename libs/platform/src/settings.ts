import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import * as z from 'zod';
import { Secret } from './secret.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings of one part of the system: environment name to zod type, with a `.describe()` for the README table. */
export type SettingsShape = Record<string, z.ZodType>;

/** The parsed settings of a shape, under their environment names. */
export type SettingsOf<Shape extends SettingsShape> = { readonly [Name in keyof Shape]: z.output<Shape[Name]> };

/** Thrown when settings are wrong; `faults` has one line for each wrong setting, so that all can be mended at once. */
export class SettingsError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The settings are wrong:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

/** A rule over several settings: the sentence that says what contradicts, or undefined. Not asked about what is wrong in itself. */
export type SettingsRule<Shape extends SettingsShape> = (settings: SettingsOf<Shape>) => string | undefined;

/** Settings as far as they could be read, and one sentence for each fault. */
export interface SettingsReading<Shape extends SettingsShape> {
  settings: Partial<SettingsOf<Shape>>;
  faults: readonly string[];
  /** Puts a question to the settings; undefined where it looks at one that could not be read, for that has its own fault. */
  ask<Answer>(question: (settings: SettingsOf<Shape>) => Promise<Answer>): Promise<Answer | undefined>;
}

/**
 * Reads a shape from the environment. Each setting may also be given as `NAME_FILE`, the path of a file that holds it.
 *
 * An empty value counts as absent. Throws one `SettingsError` that names every wrong, missing or contradictory setting.
 */
export function readSettings<Shape extends SettingsShape>(
  shape: Shape,
  env: Environment,
  rules: readonly SettingsRule<Shape>[] = [],
): SettingsOf<Shape> {
  const { settings, faults } = examineSettings(shape, env, rules);
  if (faults.length > 0) throw new SettingsError(faults);
  return settings as SettingsOf<Shape>;
}

/** The same for who wants to go on where something is wrong: never throws. */
export function examineSettings<Shape extends SettingsShape>(
  shape: Shape,
  env: Environment,
  rules: readonly SettingsRule<Shape>[] = [],
): SettingsReading<Shape> {
  const faults: string[] = [];
  const settings: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(shape)) readOne(name, type, env, settings, faults);
  const readable = onlyWhatWasRead(settings as SettingsOf<Shape>);
  for (const rule of rules) {
    const fault = judge(rule, readable);
    if (fault) faults.push(fault);
  }
  const ask: SettingsReading<Shape>['ask'] = async (question) => {
    try {
      return await question(readable);
    } catch (error) {
      return skipWhatIsWrong(error);
    }
  };
  return { settings: settings as Partial<SettingsOf<Shape>>, faults, ask };
}

function readOne(
  name: string,
  type: z.ZodType,
  env: Environment,
  settings: Record<string, unknown>,
  faults: string[],
): void {
  try {
    const parsed = type.safeParse(rawValue(name, env));
    if (parsed.success) settings[name] = parsed.data;
    else faults.push(`${name}: ${parsed.error.issues.map((issue) => issue.message).join('; ')}`);
  } catch (error) {
    faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

class WrongInItself extends Error {}

function onlyWhatWasRead<Settings extends object>(settings: Settings): Settings {
  const get = (known: Settings, name: string | symbol): unknown => {
    if (!(name in known)) throw new WrongInItself();
    return Reflect.get(known, name);
  };
  return new Proxy(settings, { get });
}

function skipWhatIsWrong(error: unknown): undefined {
  if (!(error instanceof WrongInItself)) throw error;
}

/** What a rule finds; nothing where it looks at a setting that was not read. */
function judge<Shape extends SettingsShape>(
  rule: SettingsRule<Shape>,
  settings: SettingsOf<Shape>,
): string | undefined {
  try {
    return rule(settings);
  } catch (error) {
    return skipWhatIsWrong(error);
  }
}

function rawValue(name: string, env: Environment): string | undefined {
  const direct = env[name] || undefined;
  const file = env[`${name}_FILE`] || undefined;
  if (direct !== undefined && file !== undefined) throw new Error(`give ${name} or ${name}_FILE, not both`);
  if (file === undefined) return direct;
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '') || undefined;
  } catch (error) {
    // Not its path: that may be the secret itself, given under the wrong name.
    const why = (error as NodeJS.ErrnoException).code ?? 'unknown fault';
    const from = isAbsolute(file) ? '' : `; relative paths begin at ${process.cwd()}`;
    throw new Error(`the file named by ${name}_FILE cannot be read (${why}${from})`);
  }
}

/** The parts of `name=value`; both empty where there is no `=`, for what stands there then may be a value that is secret. */
export function nameAndValue(entry: string): [name: string, value: string] {
  const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(entry.trim()) ?? [];
  return [name, value];
}

const required = (what: string) => ({ error: `is missing: set it to ${what}` });

/** Setting types that several parts use. Each is text in the environment. */
export const setting = {
  text: (what: string) => z.string(required(what)).min(1).describe(what),
  secret: (what: string) =>
    z
      .string(required(what))
      .transform((value) => new Secret(value))
      .describe(what),
  secretUrl: (what: string) =>
    z
      .url({ error: `must be a URL: ${what}` })
      .transform((value) => new Secret(value))
      .describe(what),
  url: (what: string) => z.url({ error: `must be a URL: ${what}` }).describe(what),
  integer: (what: string, min: number, max: number) =>
    z
      .string(required(what))
      .regex(/^\d{1,12}$/, `must be a whole number from ${min} to ${max}`)
      .transform(Number)
      .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`))
      .describe(what),
  flag: (what: string) =>
    z
      .enum(['true', 'false'], { error: 'must be true or false' })
      .transform((value) => value === 'true')
      .describe(what),
  list: (what: string) =>
    z
      .string(required(what))
      .transform((value) =>
        value
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== ''),
      )
      .describe(what),
  pattern: (what: string) =>
    z
      .string(required(what))
      .transform((value, context) => {
        try {
          return new RegExp(value);
        } catch {
          context.addIssue({ code: 'custom', message: 'must be a regular expression' });
          return z.NEVER;
        }
      })
      .describe(what),
};
