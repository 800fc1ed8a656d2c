import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** The path of a program that a test needs; throws what to install when it is not there. */
export function programPath(name: string, debianPackages: string): string {
  const path = FOLDERS.map((folder) => `${folder}/${name}`).find((each) => existsSync(each));
  if (path) return path;
  throw new Error(`${name} is missing: these tests need it (on Debian: apt-get install ${debianPackages})`);
}

/** Runs a program to its end; throws with all that it printed when it fails. */
export function runProgram(path: string, args: readonly string[]): void {
  try {
    execFileSync(path, args, { stdio: 'pipe' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: Buffer; stderr?: Buffer };
    throw new Error(`${path} failed:\n${stdout ?? ''}${stderr ?? ''}`, { cause: error });
  }
}
