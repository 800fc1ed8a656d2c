import { byId, el, fill, link, section } from './dom.js';
import { ask, listen } from './live.js';
import { lost } from './lost.js';
import { age, bar, inWords, momentOf, nowMs, wholeTime } from './time.js';
import { jobHref, jobsHref, statusMark, targetOf, whoOf } from './words.js';

/**
 * @typedef {import('../snapshot.js').JobDetail} JobDetail
 * @typedef {import('./live.js').Freshness} Freshness
 */

/** More would make the page slow; the host's journal has all. */
const LINES = 2_000;

const FINAL = ['succeeded', 'failed', 'expired', 'cancelled', 'unknown'];

/** One job, live until it ends. @param {string} id @param {Freshness} freshness */
export async function showJob(id, freshness) {
  document.title = `Job ${id} · etlaas operations`;
  byId('main').replaceChildren(
    el('h1', {}, 'Job'),
    el('div', { id: 'job', 'aria-busy': true }),
    section('log', 'Log', el('pre', { id: 'lines', tabindex: 0, 'aria-labelledby': 'log-title' })),
  );
  const path = `/ops/data/jobs/${encodeURIComponent(id)}`;
  try {
    const job = /** @type {JobDetail} */ (await ask(path));
    freshness.read(job.at);
    show(job);
    follow(path, job, freshness);
  } catch (error) {
    fill(byId('job'), el('p', { class: 'cannot', role: 'alert' }, /** @type {Error} */ (error).message));
    freshness.lost(/** @type {Error} */ (error).message);
  }
}

/** @param {string} path @param {JobDetail} job @param {Freshness} freshness */
function follow(path, job, freshness) {
  const heard = (/** @type {Partial<JobDetail>} */ view) => {
    Object.assign(job, view);
    freshness.heard(new Date(nowMs()).toISOString());
    show(job);
  };
  const stop = listen(
    `${path}/events`,
    {
      status: heard,
      log: ({ text }) => addLine(text),
      end: (view) => {
        heard(view);
        stop();
        freshness.read(new Date(nowMs()).toISOString());
      },
    },
    (why) => lost(why, path, freshness),
  );
}

/** @param {string} text */
function addLine(text) {
  const lines = byId('lines');
  lines.append(`${text}\n`);
  while (lines.childNodes.length > LINES) lines.firstChild?.remove();
}

/** @param {JobDetail} job */
function show(job) {
  document.title = `${job.status}: ${job.operation} · etlaas operations`;
  fill(byId('job'), summary(job), timelineOf(job), whatToDo(job), resultOf(job));
  byId('job').setAttribute('aria-busy', 'false');
}

/** @param {JobDetail} job */
const summary = (job) =>
  el(
    'dl',
    { class: 'facts' },
    fact('Status', statusMark(job.status), job.progress && ` ${job.progress}`),
    fact('Operation', link(jobsHref({ operation: job.operation }), job.operation), ` (${job.kind})`),
    fact('Target', ...targetOf(job)),
    fact('Host, zone', `${job.answeredBy ?? job.target.host}, ${job.target.zone}`),
    fact('Who', ...whoOf(job), job.requestedBy.clientId && ` by client ${job.requestedBy.clientId}`),
    job.status === 'queued' && fact('Waits', job.reasonWaiting ?? ''),
    job.status === 'running' && fact('Against the median', bar(job.startedAt ?? job.createdAt, job.usualMs)),
    job.error && fact('Failure', el('code', {}, job.error.code), ` ${job.error.detail}`),
    job.sharedFrom && fact('Reading of', link(jobHref(job.sharedFrom), job.sharedFrom)),
    fact('Job id', ...copied(job.id, 'job id')),
    fact('Correlation id', ...copied(job.correlationId, 'correlation id')),
    job.traceId && fact('Trace id', ...copied(job.traceId, 'trace id')),
  );

/** @param {string} name @param {...import('./dom.js').Child} value */
const fact = (name, ...value) => el('div', {}, el('dt', {}, name), el('dd', {}, value));

/** A text with a button that copies it; where the browser does not let it, the text is selected to be copied by hand. @param {string} text @param {string} what */
function copied(text, what) {
  const code = el('code', {}, text);
  const button = el('button', { type: 'button', 'data-key': `copy ${what}`, 'aria-label': `Copy the ${what}` }, 'Copy');
  button.addEventListener('click', async () => {
    const isCopied = await (navigator.clipboard?.writeText(text) ?? Promise.reject()).then(
      () => true,
      () => false,
    );
    if (!isCopied) getSelection()?.selectAllChildren(code);
    byId('told').textContent = isCopied ? `The ${what} is copied.` : `The ${what} is selected.`;
    button.textContent = isCopied ? 'Copied' : 'Selected';
  });
  return [code, ' ', button];
}

/** @param {JobDetail} job */
function timelineOf(job) {
  const { createdAt, startedAt, cancelRequestedAt, verifyUntil, finishedAt, notAfter, status } = job;
  const waited = startedAt && ` after ${inWords(Date.parse(startedAt) - Date.parse(createdAt))}`;
  const ran = startedAt && finishedAt && ` after ${inWords(Date.parse(finishedAt) - Date.parse(startedAt))}`;
  const steps = /** @type {[string | undefined | false, string][]} */ ([
    [createdAt, `allowed and accepted for ${job.requestedBy.login}`],
    [startedAt, `begun by a worker of zone ${job.target.zone}${waited ?? ''}`],
    [cancelRequestedAt, 'its end was asked for'],
    [finishedAt, `${status}${ran || ''}`],
    [verifyUntil, 'its outcome is verified again until then'],
    [status === 'queued' && notAfter, 'expires unless a worker begins it before'],
  ]);
  const known = steps.filter((step) => step[0]).sort((one, other) => String(one[0]).localeCompare(String(other[0])));
  return section(
    'timeline',
    'Timeline',
    el(
      'ol',
      { class: 'timeline' },
      known.map(([at, words]) => el('li', {}, timeOf(String(at)), ` ${words}`)),
    ),
  );
}

/** @param {string} at */
const timeOf = (at) => [
  el('time', { datetime: at, title: wholeTime(at) }, momentOf(at)),
  Date.parse(at) > nowMs() ? '' : el('span', { class: 'place' }, ' (', age(at), ')'),
];

/** @param {JobDetail} job */
const whatToDo = ({ id, status }) =>
  section(
    'next',
    'Prove it, and act',
    el(
      'ul',
      { class: 'plain' },
      el('li', {}, 'Its audit records: ', el('code', {}, `npm run audit:show -- --job ${id}`)),
      !FINAL.includes(status) && el('li', {}, 'To end it: ', el('code', {}, `POST /v1/jobs/${id}/cancel`)),
      el('li', {}, 'In the API: ', el('code', {}, `GET /v1/jobs/${id}`)),
    ),
  );

/** @param {JobDetail} job */
const resultOf = ({ result }) =>
  result !== undefined &&
  section(
    'result',
    'Result',
    el('pre', { tabindex: 0, 'aria-labelledby': 'result-title' }, JSON.stringify(result, null, 2)),
  );
