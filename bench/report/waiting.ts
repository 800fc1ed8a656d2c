import type { WaitingWay, WaitOrPoll } from '../waiting/wait-or-poll.js';
import type { WaiterComparison, WaiterRun } from '../waiting/waiters.js';
import type { Limit } from './limits.js';
import { median, quantile } from './statistics.js';
import { heading, table } from './table.js';

const KIB_OF_MIB = 1024;

/** Waiting beside polling, and how many times as much polling takes. */
export function waitOrPollLines({ wait, poll, idleCommandsPerSecond }: WaitOrPoll): string[] {
  const [waited, polled] = [figuresOf(wait), figuresOf(poll)];
  const rows = [
    [wait.way, ...cellsOf(waited, ' ms'), String(wait.durations.length)],
    [poll.way, ...cellsOf(polled, ' ms'), String(poll.durations.length)],
    ['polls / wait', ...cellsOf(polled.map((figure, index) => figure / (waited[index] ?? Number.NaN)))],
  ];
  const idle = `Redis at rest: ${idleCommandsPerSecond.toFixed(1)} commands a second, not counted`;
  return [
    heading(`(g) learning of the end of a job: commands that cost nothing, one after the other (${idle})`),
    ...table(['way', 'median', 'p95', 'requests a job', 'Redis commands a job', 'jobs'], rows),
  ];
}

const figuresOf = ({ durations, requestsPerJob, redisCommandsPerJob }: WaitingWay): number[] => [
  median(durations),
  quantile(durations, 0.95),
  requestsPerJob,
  redisCommandsPerJob,
];

/** The first two are times, whose unit is given. */
const cellsOf = (figures: readonly number[], unit = ''): string[] =>
  figures.map((figure, index) => `${figure.toFixed(2)}${index < 2 ? unit : ''}`);

/** Many who wait beside the same at the peer, with what each costs. */
export function waiterLines({ ours, peer }: WaiterComparison): string[] {
  const title = `(h) ${ours.waiters} who wait for one job, a connection each; the peer subscribes to Redis for each`;
  const columns = ['who', 'Redis connections', 'during', 'memory', 'during', 'each', 'last told after'];
  const ratios = [kiBEach(peer) / kiBEach(ours), peer.lastToldMs / ours.lastToldMs].map((ratio) => ratio.toFixed(2));
  const rows = [waiterRow('etlaas', ours), waiterRow('peer', peer), ['peer / etlaas', '', '', '', '', ...ratios]];
  return [heading(title), ...table(columns, rows)];
}

const waiterRow = (who: string, run: WaiterRun): string[] => [
  who,
  String(run.before.redisConnections),
  String(run.during.redisConnections),
  `${run.before.residentMiB.toFixed(0)} MiB`,
  `${run.during.residentMiB.toFixed(0)} MiB`,
  `${kiBEach(run).toFixed(0)} KiB`,
  `${run.lastToldMs.toFixed(0)} ms`,
];

const kiBEach = ({ before, during, waiters }: WaiterRun): number =>
  (KIB_OF_MIB * (during.residentMiB - before.residentMiB)) / waiters;

/** Waiting takes one request and no longer than polling. */
export function waitOrPollLimits({ wait, poll }: WaitOrPoll): Limit[] {
  const [waitMs, pollMs] = [median(wait.durations), median(poll.durations)];
  return [
    {
      part: 'g',
      what: 'a job that is waited for: one request',
      measured: wait.requestsPerJob.toFixed(2),
      bound: '1.00',
      isMet: wait.requestsPerJob === 1,
    },
    {
      part: 'g',
      what: 'submit to result by waiting: at most as long as by polling',
      measured: `${waitMs.toFixed(2)} ms`,
      bound: `${pollMs.toFixed(2)} ms`,
      isMet: waitMs <= pollMs,
    },
  ];
}

/** However many wait, Redis knows one subscriber. */
export function waiterLimits({ ours }: WaiterComparison): Limit[] {
  const [before, during] = [ours.before.redisConnections, ours.during.redisConnections];
  return [
    {
      part: 'h',
      what: `Redis connections with ${ours.waiters} who wait: as many as with none`,
      measured: String(during),
      bound: String(before),
      isMet: during === before,
    },
  ];
}
