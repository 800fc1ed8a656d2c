import type { ChangeRefusal } from '#libs/audit';
import {
  type Finding,
  type HealthSign,
  type JobRow,
  type JobsSeen,
  LONG_WAIT_MS,
  type OpsSnapshot,
  type Verdict,
  type ZoneRow,
} from './snapshot.js';

/** A run is told of that takes so many times as long as usual, and some time longer. */
const MUCH_LONGER = 3;
const LONGER_BY_MS = 60_000;

/** What the sentence names; the list under it has all. */
const TOLD = 3;

const REFUSALS: Record<ChangeRefusal, string> = {
  unwritable: 'audit records cannot be written',
  'no-room': 'too little room on the audit disk',
  undelivered: 'too many audit records wait for the data lake',
};

const START =
  'Start the worker of the zone; its log says what it lacks. What waits begins then, or expires with nothing run.';
const ONE_RELEASE = 'Bring API and workers to one release.';
const MAKE_ROOM = 'Bring the data lake back, or give the disk of that worker room. It takes changes again by itself.';
const LOOK_AT_HOST = 'Read the state on the host before anybody submits it again.';

const WELL = 'All is well: every zone has a worker, nothing waits for long.';

/** What the state of everything comes to, in words. */
export function verdictOf(seen: Pick<OpsSnapshot, 'jobs' | 'health' | 'files' | 'since'>): Verdict {
  const found = [...ofHealth(seen.health), ...ofJobs(seen), ...ofFiles(seen.files)];
  const findings = [...found.filter(isProblem), ...found.filter((finding) => !isProblem(finding))];
  const [first] = findings;
  if (!first) return { weight: 'well', words: WELL, findings };
  const problems = findings.filter(isProblem).length;
  const counted = problems > 0 ? several(problems, 'problem') : several(findings.length, 'notice');
  return { weight: first.weight, words: `${counted}: ${inShort(findings.slice(0, problems || undefined))}`, findings };
}

const isProblem = ({ weight }: Finding): boolean => weight === 'problem';

const inShort = (findings: readonly Finding[]): string => {
  const more = findings.length - TOLD;
  const told = findings.slice(0, TOLD).map(({ words }) => words);
  return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
};

const several = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

const ofHealth = (signs: readonly HealthSign[]): Finding[] =>
  signs.flatMap(({ name, state, words }) => {
    if (state !== 'down' && state !== 'weak') return [];
    return [{ weight: state === 'down' ? 'problem' : 'notice', words: `${name}: ${words}`, href: '#health' } as const];
  });

/** What cannot be seen is never well, whatever keeps it from being seen. */
function ofJobs({ jobs, health, since }: Pick<OpsSnapshot, 'jobs' | 'health' | 'since'>): Finding[] {
  const isTold = health.some(({ name, state }) => name === 'Redis' && state === 'down');
  if (!jobs) return isTold ? [] : [{ weight: 'problem', words: 'the jobs cannot be seen now', href: '#health' }];
  return [...jobs.zones.flatMap(ofZone), ...ofLongWaits(jobs), ...ofLongRuns(jobs.running), ...ofUnknown(jobs, since)];
}

function ofZone({ zone, known, workers, waiting }: ZoneRow): Finding[] {
  const href = `/ops/jobs?zone=${zone}&status=queued&orderBy=createdAt+asc`;
  const told = (weight: Finding['weight'], words: string, next?: string): Finding[] => [
    { weight, words, href, ...(next && { next }) },
  ];
  const waits = waiting > 0 ? `, ${several(waiting, 'job')} ${waiting === 1 ? 'waits' : 'wait'} there` : '';
  if (!known) return told('notice', `zone ${zone} has workers, and this API no key of it`);
  if (workers.length === 0) return told('problem', `zone ${zone} has no worker${waits}`, START);
  if (!workers.some(({ fits }) => fits))
    return told('problem', `no worker of zone ${zone} fits this release${waits}`, ONE_RELEASE);
  const isOld = workers.some(({ fits }) => !fits);
  return [
    ...ofRefusals(zone, workers),
    ...(isOld ? told('notice', `a worker of zone ${zone} does not fit this release`) : []),
  ];
}

/** A change that comes to such a worker fails, whatever the others of the zone would do with it. */
function ofRefusals(zone: string, workers: ZoneRow['workers']): Finding[] {
  const refusing = workers.filter(({ acceptsChanges }) => !acceptsChanges);
  const [first] = refusing;
  if (!first) return [];
  const who = workers.length === 1 ? 'the worker' : `${refusing.length} of ${workers.length} workers`;
  const refuses = refusing.length === 1 ? 'refuses' : 'refuse';
  const words = `${who} of zone ${zone} ${refuses} changes: ${inPlain(first.refusal)}`;
  return [{ weight: 'problem', words, href: '#zones', next: MAKE_ROOM }];
}

const inPlain = (refusal: string | undefined): string => REFUSALS[refusal as ChangeRefusal] ?? 'it does not say why';

function ofLongWaits({ longWaiting }: JobsSeen): Finding[] {
  if (longWaiting === 0) return [];
  const minutes = LONG_WAIT_MS / 60_000;
  const words = `${several(longWaiting, 'job')} ${longWaiting === 1 ? 'waits' : 'wait'} longer than ${minutes} min`;
  return [{ weight: 'problem', words, href: '/ops/jobs?status=queued&orderBy=createdAt+asc' }];
}

function ofLongRuns(running: readonly JobRow[]): Finding[] {
  const long = running.filter(isMuchLonger);
  if (long.length === 0) return [];
  const words = `${several(long.length, 'job')} ${long.length === 1 ? 'runs' : 'run'} much longer than usual`;
  return [{ weight: 'notice', words, href: '/ops/jobs?status=running&orderBy=createdAt+asc' }];
}

function isMuchLonger({ startedAt, usualMs }: JobRow): boolean {
  if (!startedAt || usualMs === undefined) return false;
  return Date.now() - Date.parse(startedAt) > Math.max(MUCH_LONGER * usualMs, usualMs + LONGER_BY_MS);
}

function ofUnknown({ zones }: JobsSeen, since: string): Finding[] {
  const unknown = zones.reduce((sum, { lately }) => sum + lately.unknown, 0);
  if (unknown === 0) return [];
  const words = `${several(unknown, 'outcome')} of the last 24 h ${unknown === 1 ? 'is' : 'are'} unknown`;
  return [{ weight: 'problem', words, href: `/ops/jobs?status=unknown&createdFrom=${since}`, next: LOOK_AT_HOST }];
}

const ofFiles = (files: OpsSnapshot['files']): Finding[] =>
  files
    .filter(({ status }) => status === 'refused')
    .map(({ file }) => ({ weight: 'problem', words: `${file} is refused, the old one is in use`, href: '#health' }));
