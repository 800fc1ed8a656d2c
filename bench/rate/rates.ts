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

/** All that is measured in answers a second. */
export interface Rates {
  changes: RateComparison;
  reads: RateComparison;
  polls: RateComparison;
  /** Requests that are decided by groups and rules, and need nothing else. */
  decisions: RateComparison;
  /** Two routes of ours that leave something out, to see where a poll's time goes. */
  floors: { live: readonly LoadRun[]; domains: readonly LoadRun[] };
}

/** How long a run is, and how many of each there are. */
export interface RateRepetitions {
  seconds: number;
  warmUpSeconds: number;
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

/** Measures the rates, each beside its peer. */
export async function measureRates({ scene, peer, job }: RateScene, repetitions: RateRepetitions): Promise<Rates> {
  const { api, redis, identity, estate } = scene;
  const { domain } = estate.workloads.free;
  const at =
    (server: Peer) =>
    (path: string, method: Target['method'] = 'GET') => ({
      url: `${server.origin}${path}`,
      method,
      pid: server.pid,
    });
  const [ours, peers] = [at(api), at(peer)];
  const plan = { ...repetitions, token: identity.token, redisPid: redis.pid };
  await redis.client.hset(PEER_KEY, textsOf(job));
  const polls = await alternate(plan, {
    ours: ours(`/v1/jobs/${job['id']}`),
    peer: peers(`/keys/${PEER_KEY}`),
    live: ours('/health/live'),
    domains: ours(`/v1/trigrams/${TRIGRAM}/domains`),
    verified: peers('/verified'),
  });
  const submits = (method: Target['method'], ending: string) =>
    alternate(plan, {
      ours: { ...ours('/', method), nextPath: servicePaths(domain, ending) },
      // It costs the sender something to make each path anew, so the peer's are made anew too.
      peer: { ...peers('/', method), nextPath: () => '/submit' },
    });
  const reads = await submits('GET', '');
  const changes = await submits('POST', '/start');
  return {
    polls: { name: 'polls of a finished job', ...polls },
    decisions: { name: 'permission-checked requests', ours: polls.domains, peer: polls.verified },
    reads: { name: 'submits of a read', ...reads },
    changes: { name: 'submits of a change', ...changes },
    floors: polls,
  };
}

/** Redis' hashes hold texts only. */
const textsOf = (value: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, typeof member === 'string' ? member : JSON.stringify(member)]),
  );

/** A service of its own for each: a second change of the same would be refused, a second read share the first's reading. */
export function servicePaths(domain: string, ending: string): () => string {
  const services = `/v1/trigrams/${TRIGRAM}/domains/${domain}/integration-services`;
  let number = 0;
  return () => {
    number += 1;
    return `${services}/INT_BEN_${number}${ending}?environment=${ENVIRONMENT}&host=${HOST}`;
  };
}

/** A B A B: what else the machine does falls on all of them. */
export async function alternate<Name extends string>(
  plan: RateRepetitions & Omit<LoadPlan, 'seconds'>,
  targets: Record<Name, Target>,
): Promise<Record<Name, LoadRun[]>> {
  const contenders = Object.entries<Target>(targets).map(([name, target]) => ({ name, target, runs: [] as LoadRun[] }));
  for (const { target } of contenders) await load(target, { ...plan, seconds: plan.warmUpSeconds });
  for (let pair = 0; pair < plan.pairs; pair += 1) {
    for (const { target, runs } of contenders) runs.push(await load(target, plan));
  }
  return Object.fromEntries(contenders.map(({ name, runs }) => [name, runs])) as Record<Name, LoadRun[]>;
}
