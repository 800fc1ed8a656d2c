import { measureAudit } from './audit/audited-submits.js';
import { ApiClient } from './latency/api-client.js';
import { measureLatency, type Repetitions, type Track } from './latency/latency.js';
import { startPeer } from './peer/start.js';
import { measureKeptJobs } from './rate/kept-jobs.js';
import { measureRates, type RateRepetitions } from './rate/rates.js';
import { loadNow, type Measured, makeReport, type Report } from './report/report.js';
import { HOST } from './scene/estate.js';
import type { Lifetime } from './scene/lifetime.js';
import { startScene } from './scene/scene.js';
import { measureThroughput } from './throughput/throughput.js';
import { measureTraces } from './traces/traces.js';
import { measureWaitOrPoll, type WaitRepetitions } from './waiting/wait-or-poll.js';
import { measureWaiters, type WaiterCounts } from './waiting/waiters.js';

/** Enough for medians that hold still, in well under five minutes. */
const FREE: Repetitions = { rounds: 400, warmUps: 40, sshEvery: 20, ansibleEvery: 50 };
const SIMULATORS: Repetitions = { rounds: 24, warmUps: 3, sshEvery: 4, ansibleEvery: 8 };
const THROUGHPUT_SECONDS = 8;
const RATES: RateRepetitions = { seconds: 3, warmUpSeconds: 4, pairs: 5 };

const TRACED: RateRepetitions = { seconds: 2, warmUpSeconds: 2, pairs: 5 };

const KEPT: RateRepetitions = { seconds: 2, warmUpSeconds: 1, pairs: 3 };

const AUDIT: RateRepetitions = { seconds: 2, warmUpSeconds: 1, pairs: 7 };

const WAITING: WaitRepetitions = { blocks: 5, jobsPerBlock: 20, warmUps: 5, idleSeconds: 5 };
const WAITERS: WaiterCounts = { warmUp: 20, waiters: 500 };

/** Hears what begins. */
export type Progress = (what: string) => void;

type PartOf<Name extends keyof Measured> = Promise<Pick<Measured, Name>>;

/** Runs the whole bench; `life` ends what it starts. */
export async function runBench(life: Lifetime, tell: Progress): Promise<Report> {
  const loadBefore = loadNow();
  tell('bringing up Redis, sshd, api and worker');
  const track = { scene: await startScene(life), life };
  const withWorker = await measureWithWorker(track, tell);
  const withoutWorker = await measureWithoutWorker(track, tell);
  return makeReport({ ...withWorker, ...withoutWorker, loadBefore });
}

async function measureWithWorker(
  track: Track,
  tell: Progress,
): PartOf<'free' | 'simulators' | 'waitOrPoll' | 'throughput'> {
  const { free, simulators } = track.scene.estate.workloads;
  tell('(a) submit to result, commands that cost nothing');
  const freeLatency = await measureLatency(track, free, FREE);
  tell('(a) submit to result, simulators');
  const simulatorsLatency = await measureLatency(track, simulators, SIMULATORS);
  tell('(g) Prefer: wait beside polling');
  const waitOrPoll = await measureWaitOrPoll(track, free, WAITING);
  tell('(e) jobs a second by each transport');
  const throughput = await measureThroughput(track, free, THROUGHPUT_SECONDS);
  return { free: freeLatency, simulators: simulatorsLatency, waitOrPoll, throughput };
}

/** The worker ends first: jobs must stay queued for these parts, or need no other work on the machine. */
async function measureWithoutWorker(
  track: Track,
  tell: Progress,
): PartOf<'waiters' | 'rates' | 'audited' | 'traces' | 'kept'> {
  const { scene, life } = track;
  const client = new ApiClient(scene, life);
  const { id } = await client.listRepositories(scene.estate.workloads.free.domain, HOST);
  const job = await client.get(`/v1/jobs/${id}`);
  await scene.worker.end();
  const peer = await startPeer(scene, life);
  tell(`(h) ${WAITERS.waiters} who wait for one job`);
  const waiters = await measureWaiters(track, peer, WAITERS);
  tell('(b), (c) and (d) submits, polls and decisions a second');
  const rates = await measureRates({ scene, peer, job }, RATES);
  tell('(t) polls and submits with and without traces');
  const traces = await measureTraces(track, String(id), TRACED);
  // Parts that empty Redis, and the job that was polled so far with it, come last.
  tell('(i) submits with and without parts of the audit');
  const audited = await measureAudit(scene, AUDIT);
  tell('(f) polls and lists with 100 and with 100,000 kept jobs');
  const kept = await measureKeptJobs(scene, KEPT);
  return { waiters, rates, audited, traces, kept };
}
