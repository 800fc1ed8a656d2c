import { byId, el, fill, link, nothing, table } from './dom.js';
import { estateOf } from './estate.js';
import { filesOf, healthOf, refusalsOf } from './health.js';
import { age, bar } from './time.js';
import { jobHref, jobsHref, mark, operationLink, statusMark, targetOf, whoOf } from './words.js';

/**
 * @typedef {import('../snapshot.js').OpsSnapshot} OpsSnapshot
 * @typedef {import('../snapshot.js').JobRow} JobRow
 * @typedef {import('../snapshot.js').ZoneRow} ZoneRow
 * @typedef {import('./dom.js').Child} Child
 */

const PARTS = ['zones', 'running', 'waiting', 'failures', 'refusals', 'estate', 'health'];
/** So many findings stand in the sentence, as the server says it. */
const TOLD = 3;

const SHAPES = { well: '✓', notice: '!', problem: '✕' };

/** What each part was made of last: only what differs is made anew. @type {Map<string, string>} */
const shown = new Map();

/** Shows a snapshot. @param {OpsSnapshot} snapshot */
export function showOverview(snapshot) {
  const { jobs, refusals, verdict, estate, health, files, environments, since } = snapshot;
  if (!document.getElementById('verdict')) lay();
  put('environments', environments, () => environments.map(badge));
  put('verdict', verdict, () => verdictOf(verdict));
  put('zones', [jobs?.zones, since], () => titled('zones', 'Zones', jobs ? zonesOf(jobs.zones, since) : cannot()));
  put('running', jobs?.running, () => titled('running', 'Running now', jobs ? runningOf(jobs.running) : cannot()));
  put('waiting', jobs?.waiting, () => titled('waiting', 'Waiting', jobs ? waitingOf(jobs.waiting) : cannot()));
  put('failures', [jobs?.failures, since], () =>
    titled('failures', 'Last failures and unknown outcomes', jobs ? failuresOf(jobs.failures, since) : cannot()),
  );
  put('refusals', refusals, () => titled('refusals', 'Last denials', refusals ? refusalsOf(refusals) : cannot()));
  put('estate', estate, () => titled('estate', 'Estate', estateOf(estate)));
  put('health', [health, files], () => titled('health', 'Health', [healthOf(health), filesOf(files)]));
}

function lay() {
  const main = byId('main');
  const part = (/** @type {string} */ id) => el('section', { id, 'aria-labelledby': `${id}-title` });
  main.replaceChildren(
    el('h1', { class: 'hidden' }, 'Overview'),
    el('section', { id: 'verdict', 'aria-label': 'Verdict', 'aria-live': 'polite', 'aria-atomic': 'true' }),
    ...PARTS.map(part),
  );
  shown.clear();
}

/** @param {string} id @param {unknown} what @param {() => Child[]} make */
function put(id, what, make) {
  const text = JSON.stringify(what) ?? '';
  if (shown.get(id) === text && byId(id).hasChildNodes()) return;
  shown.set(id, text);
  fill(byId(id), make());
}

/** @param {string} id @param {string} title @param {Child | Child[]} content */
const titled = (id, title, content) => [el('h2', { id: `${id}-title` }, title), ...[content].flat()];

const cannot = () => el('p', { class: 'cannot' }, 'Cannot be seen now: Redis does not answer.');

/** Production is told by its word and its frame, and is red besides. @param {string} environment */
const badge = (environment) => el('span', { class: `badge ${environment.toLowerCase()}` }, environment);

/** The sentence with its parts as links, and under it what it leaves out. @param {OpsSnapshot['verdict']} verdict */
function verdictOf({ weight, words, findings }) {
  byId('verdict').className = weight;
  const told = findings.filter((finding) => finding.weight === weight).slice(0, TOLD);
  const links = told.flatMap(({ href, words: part }, at) => [at === 0 ? '' : '; ', link(href, part)]);
  const rest = findings.filter((finding) => !told.includes(finding));
  return [
    el(
      'p',
      { class: 'sentence' },
      el('span', { class: 'shape', 'aria-hidden': 'true' }, SHAPES[weight]),
      told.length === 0 ? ` ${words}` : [` ${words.slice(0, words.indexOf(':'))}: `, ...links],
    ),
    rest.length > 0 && el('ul', { class: 'findings' }, rest.map(findingOf)),
    nextOf(findings),
  ];
}

/** What to do, each once, the gravest first. @param {OpsSnapshot['verdict']['findings']} findings */
const nextOf = (findings) => {
  const steps = [...new Set(findings.flatMap(({ next }) => next ?? []))];
  return (
    steps.length > 0 &&
    el(
      'ul',
      { class: 'next plain' },
      steps.map((step) => el('li', {}, step)),
    )
  );
};

/** @param {OpsSnapshot['verdict']['findings'][number]} finding */
const findingOf = ({ weight, words, href }) => el('li', {}, mark('', weight, SHAPES[weight]), link(href, words));

/** @param {readonly ZoneRow[]} zones @param {string} since */
const zonesOf = (zones, since) =>
  table(
    'Queue and workers of each zone',
    ['Zone', 'Waiting', 'Oldest waits', 'Running', 'Failed 24 h', 'Unknown 24 h', 'Expired 24 h', 'Workers'],
    zones.map((row) => zoneCells(row, since)),
  );

/** @param {ZoneRow} row @param {string} createdFrom @returns {Child[]} */
function zoneCells({ zone, waiting, running, oldestWaitingSince, lately, workers, known }, createdFrom) {
  const more = lately.isExact ? '' : '+';
  const number = (/** @type {number} */ count, /** @type {Record<string, string>} */ filter, suffix = '') =>
    link(jobsHref({ zone, ...filter }), `${count}${suffix}`, {
      title: `${filter.status} in ${zone}`,
      class: count ? 'number' : 'number none',
    });
  return [
    zone,
    number(waiting, { status: 'queued', orderBy: 'createdAt asc' }),
    oldestWaitingSince ? age(oldestWaitingSince, 'for') : '–',
    number(running, { status: 'running' }),
    number(lately.failed, { status: 'failed', createdFrom }, more),
    number(lately.unknown, { status: 'unknown', createdFrom }, more),
    number(lately.expired, { status: 'expired', createdFrom }, more),
    el(
      'span',
      {},
      known ? workersOf(workers) : [mark('no key of this zone here', 'notice', '!'), ' ', ...workersOf(workers)],
    ),
  ];
}

/** @param {ZoneRow['workers']} workers @returns {Child[]} */
function workersOf(workers) {
  if (workers.length === 0) return [mark('no worker', 'problem', '✕')];
  return workers.map(({ worker, version, transport, fits, since, acceptsChanges, refusal }) =>
    el(
      'span',
      { class: 'worker', title: `${transport}, since ${since}` },
      worker,
      el('span', { class: 'place' }, ` ${version}`),
      !fits && mark('does not fit', 'problem', '✕'),
      !acceptsChanges && mark(`refuses changes (${refusal})`, 'problem', '✕'),
    ),
  );
}

/** @param {readonly JobRow[]} jobs */
const runningOf = (jobs) =>
  jobs.length === 0
    ? nothing('Nothing runs.')
    : table(
        'Jobs that run',
        ['Operation', 'Target', 'Who', 'Zone', 'For', 'Against the median', 'Doing'],
        jobs.map(runningCells),
      );

/** @param {JobRow} job @returns {Child[]} */
function runningCells(job) {
  const startedAt = job.startedAt ?? job.createdAt;
  return [
    operationLink(job),
    el('span', {}, targetOf(job)),
    el('span', {}, whoOf(job)),
    job.target.zone,
    age(startedAt, 'for'),
    bar(startedAt, job.usualMs),
    el('span', {}, job.progress ?? '', ' ', link(`${jobHref(job.id)}#log`, 'log', { title: `Log of ${job.id}` })),
  ];
}

/** @param {readonly JobRow[]} jobs */
const waitingOf = (jobs) =>
  jobs.length === 0
    ? nothing('Nothing waits.')
    : table(
        'Jobs that wait',
        ['Operation', 'Target', 'Who', 'Zone', 'For', 'Why'],
        jobs.map((job) => [
          operationLink(job),
          el('span', {}, targetOf(job)),
          el('span', {}, whoOf(job)),
          job.target.zone,
          age(job.createdAt, 'for'),
          el('span', { class: 'why' }, job.reasonWaiting ?? ''),
        ]),
      );

/** @param {readonly JobRow[]} jobs @param {string} createdFrom */
const failuresOf = (jobs, createdFrom) => {
  if (jobs.length === 0) return nothing('No job failed that is still kept.');
  const failed = `${jobsHref({ createdFrom })}&status=failed&status=unknown&status=expired`;
  return [failuresTable(jobs), el('p', { class: 'more' }, link(failed, 'All of the last 24 h'))];
};

/** @param {readonly JobRow[]} jobs */
const failuresTable = (jobs) =>
  table(
    'Jobs that came to no good end',
    ['Operation', 'How', 'When', 'Target', 'Who', 'Why'],
    jobs.map((job) => [
      operationLink(job),
      el('span', {}, statusMark(job.status), job.verifyUntil && el('span', { class: 'place' }, ' is verified again')),
      age(job.finishedAt ?? job.createdAt),
      el('span', {}, targetOf(job)),
      el('span', {}, whoOf(job)),
      el('span', { class: 'why' }, job.error?.detail ?? ''),
    ]),
  );
