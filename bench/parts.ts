import { measureAudit } from './audit/audited-submits.js';
import { measureLatency, type Repetitions, type Track } from './latency/latency.js';
import { type Part, part } from './part.js';
import { measureKeptJobs } from './rate/kept-jobs.js';
import { measurePolls, measureSubmits, type Polls, type RateRepetitions, type RateScene } from './rate/rates.js';
import { auditLimits, auditLines } from './report/audit.js';
import { latencyLines } from './report/latency.js';
import { decisionLimits, keptLimits, latencyLimits, pollLimits, submitLimits } from './report/limits.js';
import { keptLines, rateLines, throughputLines } from './report/rates.js';
import { traceLimits, traceLines } from './report/traces.js';
import { waiterLimits, waiterLines, waitOrPollLimits, waitOrPollLines } from './report/waiting.js';
import { latencyParts, latencyText, pollText, ratesText } from './report/where-time-goes.js';
import { measureThroughput } from './throughput/throughput.js';
import { measureTraces } from './traces/traces.js';
import { measureWaitOrPoll, type WaitRepetitions } from './waiting/wait-or-poll.js';
import { measureWaiters, type WaiterCounts } from './waiting/waiters.js';

/** Enough for medians that hold still, in a quarter of an hour at most. */
const FREE: Repetitions = { rounds: 400, warmUps: 40, sshEvery: 20, ansibleEvery: 50 };
const SIMULATORS: Repetitions = { rounds: 24, warmUps: 3, sshEvery: 4, ansibleEvery: 8 };
const THROUGHPUT_SECONDS = 8;
const RATES: RateRepetitions = { seconds: 3, warmUpRequests: 25_000, pairs: 5 };
const TRACED: RateRepetitions = { seconds: 2, warmUpRequests: 15_000, pairs: 5 };
const KEPT: RateRepetitions = { seconds: 2, warmUpRequests: 15_000, pairs: 3 };
const AUDIT: RateRepetitions = { seconds: 2, warmUpRequests: 15_000, pairs: 7 };
const WAITING: WaitRepetitions = { blocks: 5, jobsPerBlock: 20, warmUps: 5, idleSeconds: 5 };
const WAITERS: WaiterCounts = { warmUp: 20, waiters: 500 };

/** What the parts without a worker stand on. */
export interface Stage extends Track, RateScene {
  /** Measured once, for the two parts that tell of it. */
  polls: () => Promise<Polls>;
}

export const measureStagePolls = (stage: RateScene): Promise<Polls> => measurePolls(stage, RATES);

/** Parts whose jobs the worker does, in their order. */
export const WITH_WORKER: readonly Part<Track>[] = [
  part({
    letter: 'a',
    what: 'submit to result, beside ssh2, ssh and ansible-playbook',
    measure: async (track: Track) => {
      const { free, simulators } = track.scene.estate.workloads;
      const latency = await measureLatency(track, free, FREE);
      return {
        free: latency,
        parts: latencyParts(latency),
        simulators: await measureLatency(track, simulators, SIMULATORS),
      };
    },
    lines: ({ free, simulators }) => [
      ...latencyLines('(a) submit to result', free),
      ...latencyLines('(a) the same', simulators),
    ],
    limits: ({ free }) => latencyLimits(free),
    whereTimeGoes: ({ parts }) => latencyText(parts),
  }),
  part({
    letter: 'g',
    what: 'learning of the end of a job: Prefer: wait beside polling',
    measure: (track: Track) => measureWaitOrPoll(track, track.scene.estate.workloads.free, WAITING),
    lines: waitOrPollLines,
    limits: waitOrPollLimits,
  }),
  part({
    letter: 'e',
    what: 'jobs a second by each transport',
    measure: (track: Track) => measureThroughput(track, track.scene.estate.workloads.free, THROUGHPUT_SECONDS),
    lines: throughputLines,
  }),
];

/** Parts whose jobs must stay queued, or that need no other work on the machine. Those that empty Redis come last. */
export const WITHOUT_WORKER: readonly Part<Stage>[] = [
  part({
    letter: 'h',
    what: `${WAITERS.waiters} who wait for one job`,
    measure: (stage: Stage) => measureWaiters(stage, stage.peer, WAITERS),
    lines: waiterLines,
    limits: waiterLimits,
  }),
  part({
    letter: 'c',
    what: 'polls a second, beside a peer that reads one Redis key',
    measure: ({ polls }: Stage) => polls(),
    lines: ({ polls }) => rateLines('(c) polls a second; the peer reads one Redis key', [polls]),
    limits: pollLimits,
    whereTimeGoes: pollText,
  }),
  part({
    letter: 'd',
    what: 'permission-checked requests a second, beside a peer that verifies the token only',
    measure: ({ polls }: Stage) => polls(),
    lines: ({ decisions }) =>
      rateLines('(d) permission-checked requests a second; the peer verifies the same token only', [decisions]),
    limits: decisionLimits,
  }),
  part({
    letter: 'b',
    what: 'submits a second, beside a peer that adds to Bull',
    measure: (stage: Stage) => measureSubmits(stage, RATES),
    lines: ({ reads, changes }) =>
      rateLines('(b) submits a second, no worker running, no target twice; the peer adds to Bull', [reads, changes]),
    limits: submitLimits,
    whereTimeGoes: ({ reads, changes }) => ratesText([reads, changes]),
  }),
  part({
    letter: 't',
    what: 'polls and submits with and without traces',
    measure: (stage: Stage) => measureTraces(stage, String(stage.job['id']), TRACED),
    lines: traceLines,
    limits: traceLimits,
  }),
  part({
    letter: 'i',
    what: 'submits with and without parts of the audit',
    measure: ({ scene }: Stage) => measureAudit(scene, AUDIT),
    lines: auditLines,
    limits: auditLimits,
  }),
  part({
    letter: 'f',
    what: 'polls and lists with 100 and with 100,000 kept jobs',
    measure: ({ scene }: Stage) => measureKeptJobs(scene, KEPT),
    lines: keptLines,
    limits: keptLimits,
  }),
];
