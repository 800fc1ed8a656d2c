import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { inRoot } from '../../support/paths.js';

/** What may be in a product that is not published, without asking anybody. */
const ALLOWED = [
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'Python-2.0',
];

/** Their package.json says it in a form of the past, or in the readme only: read there by a person. */
const READ_BY_HAND: Record<string, string> = {
  'buildcheck@0.0.7': 'MIT',
  'cpu-features@0.0.10': 'MIT',
  'passport-strategy@1.0.0': 'MIT',
  'pause@0.0.1': 'MIT',
  'ssh2@1.17.0': 'MIT',
};

interface Locked {
  version: string;
  license?: string;
  dev?: boolean;
  hasInstallScript?: boolean;
  resolved?: string;
}

const { packages } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')) as {
  packages: Record<string, Locked>;
};
const { allowScripts } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as {
  allowScripts: Record<string, boolean>;
};
const SHIPPED = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev);

const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

it('each package of the product has a licence that is allowed', () => {
  expect(SHIPPED.length).toBeGreaterThan(100);
  const licences = SHIPPED.map(([path, { version, license }]) => {
    const id = `${nameOf(path)}@${version}`;
    return [id, license ?? READ_BY_HAND[id] ?? 'none'] as const;
  });
  expect(licences.filter(([, licence]) => !ALLOWED.includes(licence))).toEqual([]);
});

it('nothing was read by hand that is not there any more', () => {
  const unsaid = SHIPPED.filter(([, { license }]) => !license).map(
    ([path, { version }]) => `${nameOf(path)}@${version}`,
  );
  expect(Object.keys(READ_BY_HAND).sort()).toEqual(unsaid.sort());
});

it('whether a package may run a script when it is installed was decided for each', () => {
  const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
  expect(scripted.map(([path]) => nameOf(path)).filter((name) => !(name in allowScripts))).toEqual([]);
});
