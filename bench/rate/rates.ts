import type { Peer } from '../peer/start.js';
import { ENVIRONMENT, HOST, TRIGRAM } from '../scene/estate.js';
import type { Scene } from '../scene/scene.js';
import { type LoadPlan, type LoadRun, load, type Target } from './load.js';

/** Ours beside the peer, run by run: `ours[i]` was followed by `peer[i]`. */
export interface RateComparison {
  name: string;
  ours: readonly LoadRun[];
  peer: readonly LoadRun[];
}

/** Requests that store a job. */
export interface Submits {
  reads: RateComparison;
  changes: RateComparison;
}

/** Requests that store nothing. */
export interface Polls {
  polls: RateComparison;
  /** Requests that are decided by groups and rules, and need nothing else. */
  decisions: RateComparison;
  /** Two routes of ours that leave something out, to see where a poll's time goes. */
  floors: { live: readonly LoadRun[]; domains: readonly LoadRun[] };
}

/** How long a run is, and how many of each there are. */
export interface RateRepetitions {
  seconds: number;
  /** Not in seconds: until the way of a request is compiled, it takes so many requests, on a slow machine too. */
  warmUpRequests: number;
  pairs: number;
}

/** The Redis key that the peer answers polls with. */
const PEER_KEY = 'bench-job';

/** What the rates are measured on. `job` is a finished job and its answer; no worker may be running. */
export interface RateScene {
  scene: Scene;
  peer: Peer;
  job: Record<string, unknown>;
}

/** Measures polls and decisions, each beside its peer. */
export async function measurePolls({ scene, peer, job }: RateScene, repetitions: RateRepetitions): Promise<Polls> {
  const [ours, peers] = [at(scene.api), at(peer)];
  await scene.redis.client.hset(PEER_KEY, textsOf(job));
  const polls = await alternate(planOf(scene, repetitions), {
    ours: ours(`/v1/jobs/${job['id']}`),
    peer: peers(`/keys/${PEER_KEY}`),
    live: ours('/health/live'),
    domains: ours(`/v1/trigrams/${TRIGRAM}/domains`),
    verified: peers('/verified'),
  });
  return {
    polls: { name: 'polls of a finished job', ...polls },
    decisions: { name: 'permission-checked requests', ours: polls.domains, peer: polls.verified },
    floors: polls,
  };
}

/** Measures submits beside the peer's. */
export async function measureSubmits({ scene, peer }: RateScene, repetitions: RateRepetitions): Promise<Submits> {
  const submits = (method: Target['method'], ending: string) =>
    alternate(planOf(scene, repetitions), {
      ours: { ...at(scene.api)('/', method), nextPath: servicePaths(scene, ending) },
      // It costs the sender something to make each path anew, so the peer's are made anew too.
      peer: { ...at(peer)('/', method), nextPath: () => '/submit' },
    });
  const reads = await submits('GET', '');
  const changes = await submits('POST', '/start');
  return {
    reads: { name: 'submits of a read', ...reads },
    changes: { name: 'submits of a change', ...changes },
  };
}

const at =
  ({ origin, pid }: Peer) =>
  (path: string, method: Target['method'] = 'GET'): Target => ({ url: `${origin}${path}`, method, pid });

const planOf = ({ identity, redis }: Scene, repetitions: RateRepetitions) => ({
  ...repetitions,
  token: identity.token,
  redisPid: redis.pid,
});

/** Redis' hashes hold texts only. */
const textsOf = (value: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, typeof member === 'string' ? member : JSON.stringify(member)]),
  );

/** A service of its own for each: a second change of the same would be refused, a second read share the first's reading. */
export function servicePaths({ estate, services }: Scene, ending: string): () => string {
  const folder = `/v1/trigrams/${TRIGRAM}/domains/${estate.workloads.free.domain}/integration-services`;
  return () => `${folder}/${services.next()}${ending}?environment=${ENVIRONMENT}&host=${HOST}`;
}

/** A B A B: what else the machine does falls on all of them. */
export async function alternate<Name extends string>(
  plan: RateRepetitions & Omit<LoadPlan, 'length'>,
  targets: Record<Name, Target>,
): Promise<Record<Name, LoadRun[]>> {
  const contenders = Object.entries<Target>(targets).map(([name, target]) => ({ name, target, runs: [] as LoadRun[] }));
  for (const { target } of contenders) await load(target, { ...plan, length: { amount: plan.warmUpRequests } });
  for (let pair = 0; pair < plan.pairs; pair += 1) {
    for (const { target, runs } of contenders)
      runs.push(await load(target, { ...plan, length: { duration: plan.seconds } }));
  }
  return Object.fromEntries(contenders.map(({ name, runs }) => [name, runs])) as Record<Name, LoadRun[]>;
}
