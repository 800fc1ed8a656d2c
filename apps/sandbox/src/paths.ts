import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootAbove(dirname(folder));
}

/** The folder of the repository, whether this file runs from its sources or from dist. */
export const ROOT = rootAbove(import.meta.dirname);

/** The folder of all that the sandbox on a port writes. */
export const stateFolder = (port: number): string => join(ROOT, '.sandbox', String(port));

/** What the build makes: each program is one file. */
const PROGRAMS = join(ROOT, 'dist', 'programs');

/** The built file of a program. */
export const programFile = (name: 'api' | 'worker' | 'identity-provider'): string => join(PROGRAMS, `${name}.js`);

/** The folder of the built simulators. */
export const SIMULATORS = join(PROGRAMS, 'informatica');

/** The folder of the playbook by which the worker of a zone may reach its hosts. */
export const PLAYBOOKS = join(ROOT, 'ansible');

/** Whether a program is on the PATH. */
export const hasProgram = (name: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
