import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_AGAIN_MS = 25;
/** Two busy cores: nothing that works takes this long. */
const GIVE_UP_MS = 60_000;

/**
 * Asks again and again until the answer is something, and resolves with it; `undefined`, `false`, `null`, 0 and '' are nothing.
 *
 * A question that rejects counts as no answer. Rejects after `withinMs` with `what` and the last fault.
 */
export async function waitFor<T>(
  what: string,
  find: () => Promise<T> | T,
  withinMs = GIVE_UP_MS,
): Promise<Exclude<T, undefined | null | false | 0 | ''>> {
  const giveUpAt = performance.now() + withinMs;
  for (;;) {
    let fault: unknown;
    try {
      const found = await find();
      if (found) return found as Exclude<T, undefined | null | false | 0 | ''>;
    } catch (error) {
      fault = error;
    }
    if (performance.now() > giveUpAt) {
      throw new Error(`Waited ${withinMs / 1000} s in vain for: ${what}.`, { cause: fault });
    }
    await sleep(LOOK_AGAIN_MS);
  }
}

/** The same for a question that is answered by yes or no. */
export async function waitUntil(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  withinMs?: number,
): Promise<void> {
  await waitFor(what, isSo, withinMs);
}
