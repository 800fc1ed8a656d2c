import { type Latency, WAYS } from '../latency/latency.js';
import type { KeptComparison } from '../rate/kept-jobs.js';
import type { RateComparison, Rates } from '../rate/rates.js';
import { median } from './statistics.js';

/** What must hold, and what was measured. */
export interface Limit {
  part: 'a' | 'b' | 'c' | 'd' | 'f' | 'g' | 'h' | 'i' | 't';
  what: string;
  measured: string;
  bound: string;
  isMet: boolean;
}

const RAW_FACTOR = 1.5;
const RAW_EXTRA_MS = 3;
const ANSIBLE_FACTOR = 50;
const SUBMIT_RATIO = 0.5;
const POLL_RATIO = 0.6;
const DECISION_RATIO = 0.6;
/** Runs with many jobs come minutes after those with few, and machines drift meanwhile. */
const KEPT_RATIO = 0.8;

/** The median duration of a way in ms. */
export const typicalMs = ({ durations }: Latency, way: keyof typeof WAYS): number =>
  median(durations.get(WAYS[way]) ?? []);

/** How many times as many answers as the peer gives. The median of pairs that ran one after the other, as machines drift. */
export const typicalRatio = ({ ours, peer }: RateComparison): number =>
  median(ours.map(({ perSecond }, pair) => perSecond / (peer[pair]?.perSecond ?? Number.NaN)));

/** Holds the limits of the project against what was measured. */
export const limitsOf = (free: Latency, { reads, changes, polls, decisions }: Rates): Limit[] => [
  ...latencyLimits(typicalMs(free, 'ours'), typicalMs(free, 'raw'), typicalMs(free, 'playbook')),
  ratioLimit('b', reads, SUBMIT_RATIO),
  ratioLimit('b', changes, SUBMIT_RATIO),
  ratioLimit('c', polls, POLL_RATIO),
  ratioLimit('d', decisions, DECISION_RATIO),
];

function latencyLimits(oursMs: number, rawMs: number, ansibleMs: number): Limit[] {
  const boundMs = RAW_FACTOR * rawMs + RAW_EXTRA_MS;
  return [
    {
      part: 'a',
      what: `submit to result: at most ${RAW_FACTOR} x ssh2 exec + ${RAW_EXTRA_MS} ms`,
      measured: `${oursMs.toFixed(2)} ms`,
      bound: `${boundMs.toFixed(2)} ms`,
      isMet: oursMs <= boundMs,
    },
    {
      part: 'a',
      what: `submit to result: at least ${ANSIBLE_FACTOR} times faster than ansible-playbook`,
      measured: `${(ansibleMs / oursMs).toFixed(0)} times`,
      bound: `${ANSIBLE_FACTOR} times`,
      isMet: ansibleMs / oursMs >= ANSIBLE_FACTOR,
    },
  ];
}

function ratioLimit(part: Limit['part'], comparison: RateComparison, least: number): Limit {
  const ratio = typicalRatio(comparison);
  return {
    part,
    what: `${comparison.name}: at least ${least} of the peer's rate`,
    measured: ratio.toFixed(2),
    bound: least.toFixed(2),
    isMet: ratio >= least,
  };
}

/** The rate with many kept jobs beside that with few. */
export const keptRatio = ({ few, many }: KeptComparison): number =>
  median(many.map(({ perSecond }) => perSecond)) / median(few.map(({ perSecond }) => perSecond));

/** However many jobs are kept, reading them is as quick. */
export const keptLimits = (kept: readonly KeptComparison[]): Limit[] =>
  kept.map((comparison) => ({
    part: 'f',
    what: `${comparison.name}: with 100,000 kept jobs at least ${KEPT_RATIO} of the rate with 100`,
    measured: keptRatio(comparison).toFixed(2),
    bound: KEPT_RATIO.toFixed(2),
    isMet: keptRatio(comparison) >= KEPT_RATIO,
  }));
