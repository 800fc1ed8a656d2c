import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { Secret } from '../secret.js';
import type { SettingsShape } from '../settings.js';

const textOf = (name: string): string => (name.endsWith('URL') ? 'https://x' : `a=${'k'.repeat(40)}`);

/** Those of which a value is shown to nobody. */
const secretsOf = (shape: SettingsShape): string[] =>
  Object.entries(shape).flatMap(([name, type]) => (type.safeParse(textOf(name)).data instanceof Secret ? name : []));

/** What must be so of the settings of each app: `secret` is one of its secret ones. */
export function holdsForSettings(shape: SettingsShape, secret: string): void {
  it('that are secret are kept out of settings.env by the role that installs it', () => {
    const [, kind = ''] =
      /^etlaas_secret_kind: '(.*)'$/m.exec(readFileSync('ansible/roles/etlaas/vars/main.yml', 'utf8')) ?? [];
    const secrets = secretsOf(shape);
    expect(secrets).toContain(secret);
    expect(secrets.filter((name) => !new RegExp(kind).test(name))).toEqual([]);
  });

  it('stand in the README, all of them', () => {
    const readme = readFileSync('README.md', 'utf8');
    expect(Object.keys(shape).filter((name) => !readme.includes(`| \`${name}\` |`))).toEqual([]);
  });
}
