import { readFileSync } from 'node:fs';

/** The version of this release, from package.json in the working directory of the app. */
export const VERSION: string = readVersion();

function readVersion(): string {
  try {
    return String((JSON.parse(readFileSync('package.json', 'utf8')) as { version?: unknown }).version);
  } catch {
    return 'unknown';
  }
}
