import { readFileSync } from 'node:fs';
import { inRoot } from '../paths.js';

/** Something that a person makes before the first start, because it must not lie here. */
export interface OutsideObject {
  kind: 'Secret' | 'ConfigMap';
  name: string;
  keys: readonly string[];
}

const ROW = /^\| `([a-z-]+)` \| (Secret|ConfigMap) \| (.+?) \|/gm;

/** The table of them in deploy/kubernetes/README.md. */
export function readOutsideObjects(): OutsideObject[] {
  const readme = readFileSync(inRoot('deploy/kubernetes/README.md'), 'utf8');
  return [...readme.matchAll(ROW)].map(([, name = '', kind, keys = '']) => ({
    kind: kind as OutsideObject['kind'],
    name,
    keys: [...keys.matchAll(/`([^`]+)`/g)].map(([, key = '']) => key),
  }));
}
