import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** The folder of the repository, whatever the working directory is. */
export const ROOT = dirname(dirname(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname)));

export const inRoot = (...parts) => join(ROOT, ...parts);

/** What is ours and may be deleted at any time. */
export const inCache = (...parts) => inRoot('.cache', ...parts);

/** The text of a file, or undefined. */
export function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Where daemons and tools lie on machines whose users have no sbin in their PATH. */
const USUAL_FOLDERS = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The path of a program, or undefined. */
export function findProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...USUAL_FOLDERS].filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isProgram);
}
