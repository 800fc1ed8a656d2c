import { setTimeout as sleep } from 'node:timers/promises';

/** One way to do the work. */
export interface Contender {
  name: string;
  run: () => Promise<unknown>;
  /** Takes part in every so many rounds: who takes a second need not do so as often as who takes a few ms. */
  every: number;
  warmUps: number;
  /** What it leaves to be done behind its result takes so long, and is not to fall on who comes next. */
  restMs?: number;
}

/** The durations of a contender's runs in ms, in the order of the rounds. */
export type Durations = ReadonlyMap<string, readonly number[]>;

/** Lets all contenders run in turn, round by round, so that whatever else the machine does falls on all of them. */
export async function race(contenders: readonly Contender[], rounds: number): Promise<Durations> {
  const durations = new Map(contenders.map(({ name }): [string, number[]] => [name, []]));
  for (const { run, warmUps } of contenders) for (let done = 0; done < warmUps; done += 1) await run();
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, run, every, restMs = 0 } of contenders) {
      if (round % every !== 0) continue;
      const began = performance.now();
      await run();
      durations.get(name)?.push(performance.now() - began);
      await sleep(restMs);
    }
  }
  return durations;
}
