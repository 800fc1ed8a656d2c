import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_AGAIN_MS = 10;

/** Looks again and again until it is so; rejects with `what` when it is not within the time. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, withinMs = 8_000): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error(`Waited in vain for: ${what}.`);
    await sleep(LOOK_AGAIN_MS);
  }
}
