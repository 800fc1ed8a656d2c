import { readFileSync } from 'node:fs';
import { inRoot } from '../paths.js';

/** The names of an app's crash points, as the product lists them: read from its source, for tests import none of it. */
export function crashPointsOf(app: 'api' | 'worker'): string[] {
  const source = readFileSync(inRoot('libs/platform/src/crash-point.ts'), 'utf8');
  const points = [...source.matchAll(new RegExp(`'(${app}\\.[a-z.-]+)'`, 'g'))].map(([, name = '']) => name);
  if (points.length === 0) throw new Error(`no crash points of the ${app} were found`);
  return points;
}
