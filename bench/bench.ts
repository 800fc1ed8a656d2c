import { ApiClient } from './latency/api-client.js';
import type { Track } from './latency/latency.js';
import type { Part } from './part.js';
import { measureStagePolls, type Stage, WITH_WORKER, WITHOUT_WORKER } from './parts.js';
import { startPeer } from './peer/start.js';
import type { Polls, RateScene } from './rate/rates.js';
import { type Finding, loadNow, makeReport, type Report } from './report/report.js';
import { HOST } from './scene/estate.js';
import type { Lifetime } from './scene/lifetime.js';
import { startScene } from './scene/scene.js';
import { withoutReaders } from './throughput/throughput.js';

/** Hears what begins. */
export type Progress = (what: string) => void;

/** What is run, and who hears of it. */
export interface BenchPlan {
  /** Letters; all of them are known. */
  parts: ReadonlySet<string>;
  tell: Progress;
}

/** Runs parts of the bench; `life` ends what it starts. */
export async function runBench(life: Lifetime, plan: BenchPlan): Promise<Report> {
  const loadBefore = loadNow();
  plan.tell('bringing up Redis, sshd, api and worker');
  const track = { scene: await startScene(life), life };
  const withWorker = await runParts(WITH_WORKER, track, plan);
  const withoutWorker = await runParts(WITHOUT_WORKER, await withoutWorkerOf(track), plan);
  return makeReport([...withWorker, ...withoutWorker], loadBefore);
}

async function runParts<Ground>(
  all: readonly Part<Ground>[],
  ground: Ground,
  { parts, tell }: BenchPlan,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { letter, what, run } of all) {
    if (!parts.has(letter)) continue;
    tell(`(${letter}) ${what}`);
    findings.push(await run(ground));
  }
  return findings;
}

/** The worker ends: it leaves behind one finished job, to be polled. */
async function withoutWorkerOf(track: Track): Promise<Stage> {
  const { scene, life } = track;
  const client = new ApiClient(scene, life);
  const { id } = await client.listRepositories(scene.estate.workloads.free.domain, HOST);
  const job = await client.get(`/v1/jobs/${id}`);
  await withoutReaders(track, client);
  await scene.worker.end();
  const stage: RateScene = { scene, job, peer: await startPeer(scene, life) };
  let polls: Promise<Polls> | undefined;
  const once = () => {
    polls ??= measureStagePolls(stage);
    return polls;
  };
  return { ...track, ...stage, polls: once };
}
