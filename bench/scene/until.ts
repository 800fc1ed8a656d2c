import { setTimeout as sleep } from 'node:timers/promises';
import { BenchFault } from './bench-fault.js';

const LOOK_AGAIN_MS = 100;
const WITHIN_MS = 30_000;

/** Resolves once something is so. Rejects where that does not come in half a minute. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + WITHIN_MS;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new BenchFault(`${what}: that did not come`);
    await sleep(LOOK_AGAIN_MS);
  }
}
