import { type Latency, WAYS } from '../latency/latency.js';
import type { KeptComparison } from '../rate/kept-jobs.js';
import type { Polls, RateComparison, Submits } from '../rate/rates.js';
import { median } from './statistics.js';

/** The parts of the bench. */
export type Letter = 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 't';

/** What must hold, and what was measured. */
export interface Limit {
  part: Letter;
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

export const submitLimits = ({ reads, changes }: Submits): Limit[] =>
  [reads, changes].map((comparison) => ratioLimit('b', comparison, SUBMIT_RATIO));

export const pollLimits = ({ polls }: Polls): Limit[] => [ratioLimit('c', polls, POLL_RATIO)];

export const decisionLimits = ({ decisions }: Polls): Limit[] => [ratioLimit('d', decisions, DECISION_RATIO)];

/** Ansible's ruler is the tuned playbook, not the one as it comes. */
export function latencyLimits(free: Latency): Limit[] {
  const oursMs = typicalMs(free, 'ours');
  const boundMs = RAW_FACTOR * typicalMs(free, 'raw') + RAW_EXTRA_MS;
  const timesFaster = typicalMs(free, 'playbook') / oursMs;
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
      what: `submit to result: at least ${ANSIBLE_FACTOR} times faster than ansible-playbook, tuned`,
      measured: `${timesFaster.toFixed(0)} times`,
      bound: `${ANSIBLE_FACTOR} times`,
      isMet: timesFaster >= ANSIBLE_FACTOR,
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
