import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from './program.js';
import type { Output } from './text.js';

/**
 * What the loader says when `LD_LIBRARY_PATH` lacks `$INFA_HOME/server/bin`; undefined when pmrep, pmcmd and pmpasswd find
 * their libraries. The library's name is a guess.
 */
export function missingLibrary(program: string, env: Env, home: string): Output | undefined {
  const wanted = real(join(home, 'server', 'bin'));
  if (env['LD_LIBRARY_PATH']?.split(':').some((folder) => folder !== '' && real(folder) === wanted)) return undefined;
  const stderr = `${program}: error while loading shared libraries: libpmsdk.so: cannot open shared object file: No such file or directory\n`;
  return { stdout: '', stderr, exitCode: 127 };
}

function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
