import type { Latency } from '../latency/latency.js';
import type { LoadRun } from '../rate/load.js';
import type { Polls, RateComparison } from '../rate/rates.js';
import { typicalMs } from './limits.js';
import { mean, median, middleHalf } from './statistics.js';

/** The way of one request in ms; API, queue and run add up to `totalMs`. */
export interface LatencyParts {
  totalMs: number;
  /** Before the job was stored and after it had ended: HTTP, token, permission, the way of the answer. */
  apiMs: number;
  /** Stored, but not taken by the worker yet: Bull. */
  queuedMs: number;
  /** From the claim to the outcome: the worker, and the script in a shell that waits on the host. */
  runningMs: number;
  /** Beside it, an exec of the same script, and of sshd and a shell with nothing to do. */
  rawMs: number;
  emptyMs: number;
}

/** Takes the middle half of our runs. A job's own times are whole milliseconds, so only their means say something. */
export function latencyParts(latency: Latency): LatencyParts {
  const runs = middleHalf(latency.runs, ({ totalMs }) => totalMs);
  const totalMs = mean(runs.map((run) => run.totalMs));
  const queuedMs = mean(runs.map((run) => run.queuedMs));
  const runningMs = mean(runs.map((run) => run.runningMs));
  const [rawMs, emptyMs] = [typicalMs(latency, 'raw'), typicalMs(latency, 'empty')];
  return { totalMs, apiMs: totalMs - queuedMs - runningMs, queuedMs, runningMs, rawMs, emptyMs };
}

const typical = (runs: readonly LoadRun[], cost: 'serverCpuUs' | 'redisCpuUs'): number =>
  median(runs.map((run) => run[cost]));

/** The sentences on a job from submit to result. */
export function latencyText({ totalMs, apiMs, queuedMs, runningMs, rawMs, emptyMs }: LatencyParts): string {
  const share = (ms: number) => `${ms.toFixed(2)} ms (${((100 * ms) / totalMs).toFixed(0)} %)`;
  return (
    `Of the ${totalMs.toFixed(2)} ms from submit to result, the API before and after takes ${share(apiMs)}, the queue ` +
    `${share(queuedMs)}, and the run, with the script on the host, ${share(runningMs)}. An exec of the same script by itself takes ` +
    `${rawMs.toFixed(2)} ms, ${emptyMs.toFixed(2)} ms of them for sshd and an empty shell: a shell of ours waits on the host already.`
  );
}

/** The sentence on what answers cost. */
export function ratesText(comparisons: readonly RateComparison[]): string {
  const costs = comparisons.map(({ name, ours, peer }) => {
    const cost = (runs: readonly LoadRun[]) =>
      `${typical(runs, 'serverCpuUs').toFixed(0)} + ${typical(runs, 'redisCpuUs').toFixed(0)}`;
    return `${name} ${cost(ours)} us (peer ${cost(peer)})`;
  });
  return `In CPU time of server + Redis for each answer: ${costs.join(', ')}.`;
}

/** The sentences on what a poll costs, and why. */
export function pollText({ polls, floors: { live, domains } }: Polls): string {
  const [poll, least, checked] = [polls.ours, live, domains].map((runs) => typical(runs, 'serverCpuUs').toFixed(0));
  return (
    `${ratesText([polls])} What a poll's ${poll} us are: an answer of /health/live costs the API ${least} us, which is HTTP itself; one of ` +
    `GET .../domains ${checked} us, which adds the token, the permission and the audit record, but no Redis.`
  );
}
