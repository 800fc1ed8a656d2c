import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lifetime } from './lifetime.js';
import { stateFolder } from './paths.js';

const fileOf = (port: number): string => join(stateFolder(port), 'sandbox.json');

/** Leaves word of where the sandbox's OpenID provider is, until the sandbox ends. */
export function announce(port: number, issuer: string, life: Lifetime): void {
  writeFileSync(fileOf(port), `${JSON.stringify({ issuer })}\n`);
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
