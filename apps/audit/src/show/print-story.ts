import type { StoryOf, StoryRecord } from '#libs/audit';
import type { Cell, Page } from '#libs/platform';
import { durationsOf, type Moment, momentsOf } from './timeline.js';
import { rightOf, targetOf, whatOf, whoOf } from './told.js';

const MARKS = {
  genuine: { text: 'verified', colour: 'green' },
  'not genuine': { text: 'NOT GENUINE', colour: 'red' },
  'key not given': { text: 'KEY NOT GIVEN', colour: 'yellow' },
  unknown: { text: 'not verified', colour: 'yellow' },
} as const satisfies Record<StoryRecord['proof'], Cell>;

const HEADER = ['TIME (UTC)', 'AFTER', 'EVENT', 'WHO', 'PROOF', 'WHAT'];

/** Tells a story to a person: what it is about, how long things took, and what happened one after the other. */
export function printStory(page: Page, story: readonly StoryRecord[], about: StoryOf): void {
  const [[name, id] = []] = Object.entries(about);
  if (story.length === 0) {
    page.line({ text: `no audit record of ${name} ${id} was found`, colour: 'yellow' });
    return;
  }
  page.line({ text: `${name} ${id}`, colour: 'bold' });
  for (const [what, text] of factsOf(story)) if (text) page.line({ text: what.padEnd(9), colour: 'dim' }, text);
  page.line();
  page.table(HEADER, momentsOf(story).map(rowOf));
  page.line();
  for (const line of conclusions(story)) page.line(line);
}

/** What says how a job ended. */
const ENDS: ReadonlySet<string> = new Set(['job.finished', 'job.refused']);

function factsOf(story: readonly StoryRecord[]): [string, string][] {
  const decided =
    story.find(({ record }) => record.event === 'job.decided') ?? story.find(({ record }) => record['target']);
  const ended = story.findLast(({ record }) => ENDS.has(record.event));
  if (!decided) return [];
  const { record } = decided;
  return [
    ['operation', String(record['operation'] ?? '')],
    ['target', targetOf(decided)],
    ['asked by', whoOf(decided)],
    ['reason', String(record['reason'] ?? '')],
    ['right', rightOf(decided)],
    ['outcome', String(ended?.record['outcome'] ?? '')],
    ['times', timesOf(story)],
  ];
}

function timesOf(story: readonly StoryRecord[]): string {
  const { waitedMs, ranMs, totalMs } = durationsOf(story);
  const parts = [
    ['waited', waitedMs],
    ['ran', ranMs],
    ['in all', totalMs],
  ] as const;
  return parts.flatMap(([what, ms]) => (ms === undefined ? [] : [`${what} ${ms} ms`])).join(', ');
}

function rowOf({ story, times, gapMs }: Moment): Cell[] {
  const { record, proof } = story;
  const right = record.event === 'job.decided' ? '' : rightOf(story);
  const what = [whatOf(story), right].filter(Boolean).join('; ');
  return [
    record.ts.replace('T', ' ').replace('Z', ''),
    gapMs === undefined ? '' : `+${gapMs} ms`,
    record.event,
    whoOf(story) || record.writer,
    MARKS[proof],
    times > 1 ? `${what} (${times} times)` : what,
  ];
}

function conclusions(story: readonly StoryRecord[]): Cell[] {
  const altered = story.filter(({ proof }) => proof === 'not genuine');
  const where = altered.map(
    ({ file, line }): Cell => ({ text: `not as it was signed: ${file}:${line}`, colour: 'red' }),
  );
  const missing = new Set(story.flatMap(({ proof, kid }) => (proof === 'key not given' ? [kid] : [])));
  const keys = [...missing].map(
    (kid): Cell => ({ text: `key ${kid} not given: what it signed cannot be verified`, colour: 'yellow' }),
  );
  return [...where, ...keys, conclusion(story)];
}

const conclusion = (story: readonly StoryRecord[]): Cell =>
  story.some(({ proof }) => proof === 'unknown')
    ? { text: 'Records that are not verified prove nothing: give AUDIT_KEYS or AUDIT_KEYS_FILE.', colour: 'yellow' }
    : { text: 'Whether records are missing, `npm run audit:verify` says.', colour: 'dim' };
