import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Jest runs at the root of the repository. */
export const inRoot = (...parts: string[]): string => join(process.cwd(), ...parts);

/** A file that the set-up makes; throws a sentence on what to do where it is missing. */
export function prepared(...parts: string[]): string {
  const path = inRoot(...parts);
  if (!existsSync(path)) throw new Error(`${path} is missing: run \`node scripts/setup.mjs test\` first.`);
  return path;
}

/** The built file of a program. */
export const programFile = (name: string): string => prepared('dist', 'programs', `${name}.js`);
