import { byId, el, fill, link, table } from './dom.js';
import { ask, Freshness } from './live.js';
import { age } from './time.js';
import { ENVIRONMENTS, jobsHref, OPERATIONS, operationLink, STATUSES, statusMark, targetOf, whoOf } from './words.js';

/**
 * @typedef {import('../../jobs/job.view.js').JobPageView} JobPageView
 */

const TEXTS = /** @type {const} */ ([
  ['zone', 'Zone'],
  ['trigram', 'Trigram'],
  ['domain', 'Domain'],
  ['target', 'Service or repository'],
  ['requester', 'Requester'],
  ['createdFrom', 'Accepted from (UTC)'],
  ['createdBefore', 'Accepted before (UTC)'],
]);
const LONG_NAMES = ['createdFrom', 'createdBefore'];

/** The list of jobs that the address asks for; what is chosen stands in the address. @param {Freshness} freshness */
export async function showJobList(freshness) {
  const wanted = new URLSearchParams(location.search);
  document.title = 'Jobs · etlaas operations';
  const list = el('div', { id: 'list', 'aria-busy': true });
  byId('main').replaceChildren(el('h1', {}, 'Jobs'), filters(wanted), list);
  await read(wanted, list, freshness);
}

/** @param {URLSearchParams} wanted @param {Element} list @param {Freshness} freshness */
async function read(wanted, list, freshness) {
  const query = new URLSearchParams(wanted);
  if (!query.has('pageSize')) query.set('pageSize', '50');
  if (!query.has('counts')) query.set('counts', 'true');
  list.setAttribute('aria-busy', 'true');
  try {
    const page = /** @type {JobPageView} */ (await ask(`/ops/data/jobs?${query}`));
    freshness.read(new Date().toISOString());
    fill(
      list,
      summaryOf(page, wanted, () => void read(wanted, list, freshness)),
      rowsOf(page),
      nextOf(page, wanted),
    );
  } catch (error) {
    fill(list, el('p', { class: 'cannot', role: 'alert' }, /** @type {Error} */ (error).message));
    freshness.lost(/** @type {Error} */ (error).message);
  }
  list.setAttribute('aria-busy', 'false');
}

/** @param {JobPageView} page @param {URLSearchParams} wanted @param {() => void} again */
function summaryOf({ counts }, wanted, again) {
  const button = el('button', { type: 'button', 'data-key': 'again' }, 'Read again');
  button.addEventListener('click', again);
  if (!counts) return el('p', { class: 'summary' }, button);
  const parts = Object.entries(counts.byStatus).filter(([, count]) => count > 0);
  const links = parts.map(([status, count]) => {
    const only = new URLSearchParams(wanted);
    only.set('status', status);
    only.delete('pageToken');
    return el('li', {}, link(`/ops/jobs?${only}`, [`${count} `, statusMark(status)]));
  });
  const total = `${counts.isExact ? '' : 'At least '}${counts.total} ${counts.total === 1 ? 'job' : 'jobs'}`;
  return el('div', { class: 'summary' }, el('strong', {}, total), el('ul', { class: 'counts' }, links), button);
}

/** @param {JobPageView} page */
const rowsOf = ({ jobs, nextPageToken }) =>
  jobs.length === 0
    ? el('p', { class: 'nothing' }, nextPageToken ? 'None among those looked through so far.' : 'No job is like that.')
    : table(
        'Jobs',
        ['Operation', 'Status', 'Accepted', 'Target', 'Who', 'Zone', 'Why'],
        jobs.map((job) => [
          operationLink(job),
          statusMark(job.status),
          age(job.createdAt),
          el('span', {}, targetOf(job)),
          el('span', {}, whoOf(job)),
          link(jobsHref({ zone: job.target.zone }), job.target.zone, { title: `Jobs of zone ${job.target.zone}` }),
          el('span', { class: 'why' }, job.error?.detail ?? job.reasonWaiting ?? job.progress ?? ''),
        ]),
      );

/** @param {JobPageView} page @param {URLSearchParams} wanted */
function nextOf({ nextPageToken }, wanted) {
  const links = [];
  if (wanted.has('pageToken')) {
    const first = new URLSearchParams(wanted);
    first.delete('pageToken');
    links.push(link(`/ops/jobs?${first}`, 'First page'));
  }
  if (nextPageToken) {
    const next = new URLSearchParams(wanted);
    next.set('pageToken', nextPageToken);
    links.push(link(`/ops/jobs?${next}`, 'Next page', { rel: 'next' }));
  }
  return links.length > 0 && el('nav', { class: 'pages', 'aria-label': 'Pages of the list' }, links);
}

/** Folded on narrow screens, where it would stand before the list. @param {URLSearchParams} wanted */
const filters = (wanted) =>
  el(
    'details',
    { open: !matchMedia('(max-width: 44rem)').matches },
    el('summary', {}, 'Which jobs'),
    filterForm(wanted),
  );

/** @param {URLSearchParams} wanted */
function filterForm(wanted) {
  const form = /** @type {HTMLFormElement} */ (
    el(
      'form',
      { action: '/ops/jobs', role: 'search', 'aria-label': 'Which jobs' },
      statusBoxes(wanted),
      choice('operation', 'Operation', OPERATIONS, wanted),
      choice('environment', 'Environment', ENVIRONMENTS, wanted),
      TEXTS.map(([name, label]) => text(name, label, wanted)),
      choice('orderBy', 'Order', ['createdAt desc', 'createdAt asc'], wanted, {
        'createdAt desc': 'newest first',
        'createdAt asc': 'oldest first',
      }),
      el('p', { class: 'buttons' }, el('button', { type: 'submit' }, 'Show'), ' ', link('/ops/jobs', 'all')),
    )
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const given = [...new FormData(form)].flatMap(([name, value]) => (value === '' ? [] : [[name, String(value)]]));
    location.assign(`/ops/jobs?${new URLSearchParams(given)}`);
  });
  return form;
}

/** @param {URLSearchParams} wanted */
const statusBoxes = (wanted) =>
  el(
    'fieldset',
    {},
    el('legend', {}, 'Status'),
    STATUSES.map((status) =>
      el(
        'label',
        {},
        el('input', {
          type: 'checkbox',
          name: 'status',
          value: status,
          checked: wanted.getAll('status').includes(status),
        }),
        ' ',
        statusMark(status),
      ),
    ),
  );

/** @param {string} name @param {string} label @param {URLSearchParams} wanted */
const text = (name, label, wanted) =>
  el(
    'label',
    {},
    el('span', {}, label),
    el('input', {
      name,
      value: wanted.get(name) ?? '',
      autocomplete: 'off',
      spellcheck: 'false',
      maxlength: 256,
      placeholder: LONG_NAMES.includes(name) ? '2026-01-31T08:00:00Z' : undefined,
    }),
  );

/** @param {string} name @param {string} label @param {string[]} values @param {URLSearchParams} wanted @param {Record<string, string>} [words] */
const choice = (name, label, values, wanted, words = {}) =>
  el(
    'label',
    {},
    el('span', {}, label),
    el(
      'select',
      { name },
      el('option', { value: '' }, 'any'),
      values.map((value) => el('option', { value, selected: wanted.get(name) === value }, words[value] ?? value)),
    ),
  );
