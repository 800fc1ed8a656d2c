import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../latency/api-client.js';
import type { Track } from '../latency/latency.js';
import { HOST } from '../scene/estate.js';
import type { Workload } from '../scene/workload.js';
import { redisUse } from './redis-counters.js';

/** One way to learn of the end of a job. */
export interface WaitingWay {
  way: string;
  /** From submit to having the result, in ms. */
  durations: readonly number[];
  requestsPerJob: number;
  redisCommandsPerJob: number;
}

/** Both ways, for the same jobs one after the other. */
export interface WaitOrPoll {
  wait: WaitingWay;
  poll: WaitingWay;
  /** What Redis runs where nobody asks for anything; it is taken from what is counted. */
  idleCommandsPerSecond: number;
}

/** How often. */
export interface WaitRepetitions {
  /** The ways take turns in blocks, for commands of Redis are counted in all of a block. */
  blocks: number;
  jobsPerBlock: number;
  warmUps: number;
  idleSeconds: number;
}

/** Common among pollers, and already more often than the API asks for by `Retry-After`. */
export const POLL_EVERY_MS = 100;

/** Measures `Prefer: wait` beside polling. A worker must be running and nobody else may ask for anything. */
export async function measureWaitOrPoll(
  { scene, life }: Track,
  { domain }: Workload,
  { blocks, jobsPerBlock, warmUps, idleSeconds }: WaitRepetitions,
): Promise<WaitOrPoll> {
  const redis = scene.redis.client;
  const client = new ApiClient(scene, life);
  const ways = {
    wait: new Tally('Prefer: wait', () => client.listRepositories(domain, HOST)),
    poll: new Tally(`polls every ${POLL_EVERY_MS} ms`, () => client.pollRepositories(domain, HOST, POLL_EVERY_MS)),
  };
  for (let done = 0; done < warmUps; done += 1) for (const { run } of Object.values(ways)) await run();
  const idle = await redisUse(redis, () => sleep(1000 * idleSeconds));
  const idleCommandsPerSecond = idle.commands / idle.seconds;
  for (let block = 0; block < blocks; block += 1) {
    for (const tally of Object.values(ways)) {
      const before = client.sent;
      const { commands, seconds } = await redisUse(redis, () => tally.runBlock(jobsPerBlock));
      tally.add(client.sent - before, commands - idleCommandsPerSecond * seconds);
    }
  }
  return { wait: ways.wait.result(), poll: ways.poll.result(), idleCommandsPerSecond };
}

/** What one way has taken so far. */
class Tally {
  readonly #durations: number[] = [];
  #requests = 0;
  #commands = 0;

  constructor(
    private readonly way: string,
    readonly run: () => Promise<unknown>,
  ) {}

  async runBlock(jobs: number): Promise<void> {
    for (let job = 0; job < jobs; job += 1) {
      const began = performance.now();
      await this.run();
      this.#durations.push(performance.now() - began);
    }
  }

  add(requests: number, commands: number): void {
    this.#requests += requests;
    this.#commands += commands;
  }

  result(): WaitingWay {
    const jobs = this.#durations.length;
    return {
      way: this.way,
      durations: this.#durations,
      requestsPerJob: this.#requests / jobs,
      redisCommandsPerJob: this.#commands / jobs,
    };
  }
}
