import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lifetime } from './lifetime.js';
import { stateFolder } from './paths.js';

const fileOf = (port: number): string => join(stateFolder(port), 'sandbox.json');

/** What is told of a running sandbox. */
export interface Announcement {
  /** Where its OpenID provider is. */
  issuer: string;
  /** The environment of each worker, for `npm run doctor`: secrets stand in it by the files that hold them. */
  workers: readonly Readonly<Record<string, string>>[];
}

/** Leaves word of what runs until the sandbox ends. For nobody else's eyes: a borrowed Redis may have a password. */
export function announce(port: number, announcement: Announcement, life: Lifetime): void {
  writeFileSync(fileOf(port), `${JSON.stringify(announcement)}\n`, { mode: 0o600 });
  life.onEnd('first', async () => rmSync(fileOf(port), { force: true }));
}

/** The issuer of the sandbox on a port; undefined where none runs. */
export function findIssuer(port: number): string | undefined {
  try {
    const { issuer } = JSON.parse(readFileSync(fileOf(port), 'utf8')) as { issuer?: unknown };
    return typeof issuer === 'string' ? issuer : undefined;
  } catch {
    return undefined;
  }
}
