import { setTimeout as sleep } from 'node:timers/promises';
import type { Lifetime } from './lifetime.js';

const LOOK_AGAIN_MS = 20;
const GIVE_UP_MS = 60_000;

/** Asks again and again until the answer is yes. A question that rejects counts as no. */
export async function waitUntil(
  what: string,
  isSo: () => Promise<boolean>,
  life: Lifetime,
  lookAgainMs = LOOK_AGAIN_MS,
): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  while (!(await isSo().catch(() => false))) {
    life.ensureAlive();
    if (performance.now() > giveUpAt) throw new Error(`Waited ${GIVE_UP_MS / 1000} s in vain: ${what}.`);
    await sleep(lookAgainMs);
  }
}
