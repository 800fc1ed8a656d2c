import { ApiClient } from '../latency/api-client.js';
import type { Track } from '../latency/latency.js';
import { Playbook } from '../latency/playbook.js';
import { RawExec } from '../latency/raw-exec.js';
import { checkOutput, copyOf, forget, type RecordedScript, recordScripts } from '../latency/recorded-scripts.js';
import { ANSIBLE_HOST, dismissReaders, HOST, TRIGRAM } from '../scene/estate.js';
import { until } from '../scene/until.js';
import type { Workload } from '../scene/workload.js';

/** How many jobs of one way ended in a second. */
export interface Throughput {
  way: string;
  /** How many were under way at any time. */
  atOnce: number;
  perSecond: number;
}

/** The channels that the worker has by default: 8 on each of 2 connections. */
const CONNECTIONS = 2;
/** More would only wait for one of two cores. */
const PLAYBOOKS_AT_ONCE = 2;

type Job = () => Promise<unknown>;

/**
 * Measures jobs a second of each transport on one host, and beside it what a script of theirs could use without us. Each of
 * our clients reads a domain of its own, so that no job has its result from another's.
 */
export async function measureThroughput(track: Track, workload: Workload, seconds: number): Promise<Throughput[]> {
  const { scene, life } = track;
  const client = new ApiClient(scene, life);
  const scripts = await recordScripts(client, workload, scene.estate.recordings);
  const atOnce = scene.estate.readers.length;
  // Each that runs at the same time needs a folder of its own on the host.
  const copies = Array.from({ length: atOnce + PLAYBOOKS_AT_ONCE }, () => copyOf(scripts));
  const ways: [string, Job[]][] = [
    ['etlaas by ssh', submitsTo(HOST, track)],
    ['ssh2 exec, warm connections', await execsOf(copies.slice(0, atOnce), track)],
    ['etlaas by ansible', submitsTo(ANSIBLE_HOST, track)],
    ['ansible-playbook', copies.slice(atOnce).map((own) => playOf(own, track))],
  ];
  const measured: Throughput[] = [];
  for (const [way, jobs] of ways) {
    // Connections and processes are there before it counts.
    await Promise.all(jobs.map((job) => job()));
    measured.push({ way, atOnce: jobs.length, perSecond: await jobsPerSecond(jobs, seconds) });
  }
  forget([...scripts, ...copies.flat()]);
  return measured;
}

/** Resolves when the API has forgotten the readers' domains, which are for this part only: others would pay for them. */
export async function withoutReaders({ scene }: Track, client: ApiClient): Promise<void> {
  const { estate } = scene;
  dismissReaders(estate);
  const kept = new Set(Object.values(estate.workloads).map(({ domain }) => domain));
  await until('the API reads GCR.csv again', async () => {
    const { domains } = await client.get(`/v1/trigrams/${TRIGRAM}/domains`);
    return (domains as { domain: string }[]).every(({ domain }) => kept.has(domain));
  });
}

const submitsTo = (host: string, { scene, life }: Track): Job[] =>
  scene.estate.readers.map(({ domain }) => {
    const client = new ApiClient(scene, life);
    return () => client.listRepositories(domain, host);
  });

async function execsOf(copies: readonly RecordedScript[][], { scene, life }: Track): Promise<Job[]> {
  const execs = await Promise.all(Array.from({ length: CONNECTIONS }, () => RawExec.connect(scene.estate, life)));
  return copies.map((own, index) => async () => {
    for (const { text } of own) checkOutput((await execs[index % CONNECTIONS]?.run(text)) ?? '');
  });
}

function playOf(own: readonly RecordedScript[], { scene, life }: Track): Job {
  const playbook = new Playbook({ way: 'stdin', style: 'tuned' }, own, {
    estate: scene.estate,
    places: scene.places,
    life,
  });
  return () => playbook.run();
}

/** Each begins anew as soon as it has ended, until the time is over; those that ended by then count. */
async function jobsPerSecond(jobs: readonly Job[], seconds: number): Promise<number> {
  const began = performance.now();
  let done = 0;
  let lastMs = began;
  const repeat = async (job: Job) => {
    while (performance.now() - began < 1000 * seconds) {
      await job();
      done += 1;
      lastMs = performance.now();
    }
  };
  await Promise.all(jobs.map(repeat));
  return done / ((lastMs - began) / 1000);
}
