import { existsSync, lstatSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning } from './processes.js';

const RETRY_MS = 3;
/** Work takes milliseconds: an older lock belongs to a frozen process, or to a dead one whose pid was given away again. */
const STALE_AFTER_MS = 10_000;

/**
 * Runs `work` alone among all processes that lock this folder. `work` must be synchronous and short.
 *
 * Each holder makes the next number, a symbolic link whose target is its pid: made whole in one step, and only once. The
 * highest number is never deleted, so a late comer cannot win a number that was used up. The number of a dead holder
 * counts as free. Rejects after `timeoutMs`.
 */
export async function withLock<T>(folder: string, work: () => T, timeoutMs = 20_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (let number = tryLock(folder); ; number = tryLock(folder)) {
    if (number !== undefined) {
      try {
        return work();
      } finally {
        writeFileSync(freed(join(folder, String(number))), '');
      }
    }
    if (Date.now() > deadline) throw new Error(`the lock ${folder} stayed taken for ${timeoutMs} ms`);
    await sleep(RETRY_MS);
  }
}

/** Beside a number: its holder is done. A file of its own, because a scan of the folder may miss a renamed entry. */
const freed = (path: string) => `${path}.free`;

function clear(path: string): void {
  rmSync(path, { force: true });
  rmSync(freed(path), { force: true });
}

const numbersIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

function tryLock(folder: string): number | undefined {
  const latest = Math.max(0, ...numbersIn(folder));
  if (latest > 0 && isHeld(join(folder, String(latest)))) return undefined;
  const number = latest + 1;
  try {
    symlinkSync(String(process.pid), join(folder, String(number)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
  const others = numbersIn(folder).filter((other) => other !== number);
  // A higher number means that ours was used up and cleared away while we were asleep.
  const isLate = others.some((other) => other > number);
  for (const other of isLate ? [number] : others) clear(join(folder, String(other)));
  return isLate ? undefined : number;
}

function isHeld(path: string): boolean {
  if (existsSync(freed(path))) return false;
  try {
    const ageMs = Date.now() - lstatSync(path).mtimeMs;
    return ageMs < STALE_AFTER_MS && isRunning(Number(readlinkSync(path)));
  } catch {
    // Cleared away: somebody else was quicker.
    return true;
  }
}
