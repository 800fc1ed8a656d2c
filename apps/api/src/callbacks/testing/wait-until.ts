import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_AGAIN_MS = 5;
const GIVE_UP_MS = 4_000;

/** Looks again and again until it is so; rejects with `what` after some seconds. */
export async function waitUntil(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error(`Waited in vain for: ${what}.`);
    await sleep(LOOK_AGAIN_MS);
  }
}
