import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../latency/api-client.js';
import type { Track } from '../latency/latency.js';
import type { Peer } from '../peer/start.js';
import { cpuSeconds } from '../rate/cpu-time.js';
import { BenchFault } from '../scene/bench-fault.js';
import { ENVIRONMENT, HOST, TRIGRAM } from '../scene/estate.js';
import type { Scene } from '../scene/scene.js';
import { until } from '../scene/until.js';
import { Crowd } from './crowd.js';
import { connectedClients } from './redis-counters.js';
import { residentMiB } from './resident-memory.js';

/** What many who wait for one end cost a process, and how soon all are told. */
export interface WaiterRun {
  waiters: number;
  before: Footprint;
  during: Footprint;
  /** From the end to the answer of the last, in ms. */
  lastToldMs: number;
}

/** Of a process: its memory. Of Redis: the connections of everybody. */
export interface Footprint {
  residentMiB: number;
  redisConnections: number;
}

/** Ours beside a peer that opens a connection for each who waits. */
export interface WaiterComparison {
  ours: WaiterRun;
  peer: WaiterRun;
}

/** How many. */
export interface WaiterCounts {
  warmUp: number;
  waiters: number;
}

/** Somewhere to wait, and how to end it: that resolves with the time of the end. */
interface Side {
  server: Peer;
  path: string;
  end: () => Promise<number>;
}

const PREFER = 'wait=60';
/** A process that had no more than this of a moment is at rest; Linux counts in hundredths of a second. */
const REST = { momentMs: 250, cpuS: 0.025 };

/** Measures many who wait for one job that no worker takes, beside the peer. */
export async function measureWaiters(track: Track, peer: Peer, counts: WaiterCounts): Promise<WaiterComparison> {
  const { scene } = track;
  const client = new ApiClient(scene, track.life);
  const measure = async (side: () => Promise<Side>) => {
    // What is loaded and opened once, whoever comes first, is not the waiters'.
    await run(scene, await side(), counts.warmUp);
    return run(scene, await side(), counts.waiters);
  };
  return {
    ours: await measure(() => queuedJob(scene, client)),
    peer: await measure(async () => channelOf(scene, peer)),
  };
}

async function queuedJob({ api, estate }: Scene, client: ApiClient): Promise<Side> {
  const services = `/v1/trigrams/${TRIGRAM}/domains/${estate.workloads.free.domain}/integration-services`;
  const { id } = await client.get(`${services}/INT_BEN_AWAITED?environment=${ENVIRONMENT}&host=${HOST}`);
  const end = async () => {
    const { status, finishedAt } = await client.post(`/v1/jobs/${id}/cancel`);
    if (status !== 'cancelled') throw new BenchFault(`a queued job was ${status} and could not be taken back`);
    return Date.parse(`${finishedAt}`);
  };
  return { server: api, path: `/v1/jobs/${id}`, end };
}

function channelOf({ redis }: Scene, server: Peer): Side {
  const end = async () => {
    const endedAt = Date.now();
    await redis.client.publish('bench-end', 'ended');
    return endedAt;
  };
  return { server, path: '/ends/bench-end', end };
}

async function run({ identity, redis }: Scene, { server, path, end }: Side, waiters: number): Promise<WaiterRun> {
  const look = async (): Promise<Footprint> => {
    await until('the process is at rest', () => isAtRest(server.pid));
    return { residentMiB: residentMiB(server.pid), redisConnections: await connectedClients(redis.client) };
  };
  const before = await look();
  const headers = { authorization: `Bearer ${identity.token}`, prefer: PREFER };
  const crowd = Crowd.ask(`${server.origin}${path}`, headers, waiters);
  const tooEarly = crowd.answered.then(() => {
    throw new BenchFault('all who wait were answered before the end that they wait for');
  });
  const during = await Promise.race([crowd.sent.then(look), tooEarly]);
  const endedAt = await end();
  const toldAt = await crowd.answered;
  if (Math.min(...toldAt) < endedAt) throw new BenchFault('somebody was answered before the end that all wait for');
  return { waiters, before, during, lastToldMs: Math.max(...toldAt) - endedAt };
}

async function isAtRest(pid: number): Promise<boolean> {
  const before = cpuSeconds(pid);
  await sleep(REST.momentMs);
  return cpuSeconds(pid) - before < REST.cpuS;
}
