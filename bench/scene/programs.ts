import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { BenchFault } from './bench-fault.js';

/** Where daemons lie on machines whose users have no sbin in their PATH. */
const USUAL_FOLDERS = ['/usr/local/bin', '/usr/bin', '/usr/local/sbin', '/usr/sbin'];

/** The path of a program of the system; throws where there is none. */
export function programPath(name: string): string {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean), ...USUAL_FOLDERS];
  const path = folders.map((folder) => join(folder, name)).find(isProgram);
  if (!path)
    throw new BenchFault(`${name} is missing: \`node scripts/setup.mjs bench\` installs it, or says what to do.`);
  return path;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
