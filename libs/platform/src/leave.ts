import { setTimeout as sleep } from 'node:timers/promises';
import type { AppLogger } from './logger.js';

/** What files still have under way when all is closed comes to its end at once, or hangs. */
const FILES_WITHIN_MS = 500;
const LOOK_AGAIN_MS = 10;

/**
 * Ends the process with a code; with the worst, where it is told more than one before it is gone. A call that hangs in a dead
 * mount holds a thread, and whoever exits waits for all threads: then the process is killed, by itself, instead of being there
 * until somebody else does it.
 */
export async function leave(code: number, logger: Pick<AppLogger, 'error'>): Promise<void> {
  process.exitCode = Math.max(code, Number(process.exitCode ?? 0));
  if (await isStuck()) {
    logger.error({}, 'a call to a file hangs, as in a dead mount: the process kills itself');
    process.kill(process.pid, 'SIGKILL');
  }
  process.exit();
}

async function isStuck(): Promise<boolean> {
  for (const giveUpAt = performance.now() + FILES_WITHIN_MS; hasFileCalls(); await sleep(LOOK_AGAIN_MS)) {
    if (performance.now() >= giveUpAt) return true;
  }
  return false;
}

const hasFileCalls = (): boolean => process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'));
