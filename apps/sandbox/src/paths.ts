import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootAbove(dirname(folder));
}

/** The folder of the repository, whether this file runs from its sources or from dist. */
export const ROOT = rootAbove(import.meta.dirname);

/** The folder of all that the sandbox on a port writes. */
export const stateFolder = (port: number): string => join(ROOT, '.sandbox', String(port));

/** The built main file of an app. */
export const appFile = (app: 'api' | 'worker'): string => join(import.meta.dirname, '..', '..', app, 'src', 'main.js');
