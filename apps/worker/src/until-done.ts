import { setTimeout as sleep } from 'node:timers/promises';

const PAUSES_MS = [100, 300, 1_000, 3_000];

/** Does something again and again until it succeeds: what must not be lost to a failover or a full Redis. */
export async function untilDone<T>(work: () => Promise<T>, onFault: (error: unknown) => void): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      onFault(error);
      await sleep(PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)]);
    }
  }
}
