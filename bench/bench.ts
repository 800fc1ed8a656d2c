import { ApiClient } from './latency/api-client.js';
import { measureLatency, type Repetitions, type Track } from './latency/latency.js';
import { startPeer } from './peer/start.js';
import { type KeptComparison, measureKeptJobs } from './rate/kept-jobs.js';
import { measureRates, type RateRepetitions, type Rates } from './rate/rates.js';
import { loadNow, makeReport, type Report } from './report/report.js';
import { HOST } from './scene/estate.js';
import type { Lifetime } from './scene/lifetime.js';
import { startScene } from './scene/scene.js';
import { measureThroughput } from './throughput/throughput.js';

/** Enough for medians that hold still, in well under five minutes. */
const FREE: Repetitions = { rounds: 400, warmUps: 40, sshEvery: 20, ansibleEvery: 50 };
const SIMULATORS: Repetitions = { rounds: 24, warmUps: 3, sshEvery: 4, ansibleEvery: 8 };
const THROUGHPUT_SECONDS = 8;
const RATES: RateRepetitions = { seconds: 3, warmUpSeconds: 4, pairs: 5 };

const KEPT: RateRepetitions = { seconds: 2, warmUpSeconds: 1, pairs: 3 };

/** Hears what begins. */
export type Progress = (what: string) => void;

/** Runs the whole bench; `life` ends what it starts. */
export async function runBench(life: Lifetime, tell: Progress): Promise<Report> {
  const loadBefore = loadNow();
  tell('bringing up Redis, sshd, api and worker');
  const track = { scene: await startScene(life), life };
  const { free, simulators } = track.scene.estate.workloads;
  tell('(a) submit to result, commands that cost nothing');
  const freeLatency = await measureLatency(track, free, FREE);
  tell('(a) submit to result, simulators');
  const simulatorsLatency = await measureLatency(track, simulators, SIMULATORS);
  tell('(e) jobs a second by each transport');
  const throughput = await measureThroughput(track, free, THROUGHPUT_SECONDS);
  tell('(b), (c) and (d) submits, polls and decisions a second');
  const rates = await measureAllRates(track);
  tell('(f) polls and lists with 100 and with 100,000 kept jobs');
  const kept: KeptComparison[] = await measureKeptJobs(track.scene, KEPT);
  return makeReport({ free: freeLatency, simulators: simulatorsLatency, throughput, rates, kept, loadBefore });
}

/** The worker ends first: submits are measured without it, and polls need no other work on the machine. */
async function measureAllRates({ scene, life }: Track): Promise<Rates> {
  const client = new ApiClient(scene, life);
  const { id } = await client.listRepositories(scene.estate.workloads.free.domain, HOST);
  const job = await client.get(`/v1/jobs/${id}`);
  await scene.worker.end();
  const peer = await startPeer(scene, life);
  return measureRates({ scene, peer, job }, RATES);
}
