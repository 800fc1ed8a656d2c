import { byId, el } from './dom.js';
import { showJobList } from './job-list.js';
import { showJob } from './job-page.js';
import { ask, Freshness, listen } from './live.js';
import { showOverview } from './overview.js';
import { tick } from './time.js';

const TICK_MS = 1_000;
/** The server says something every few seconds: after so long nobody is there. */
const SILENT_MS = 12_000;
const freshness = new Freshness();

/** Shows what the address names. */
function begin() {
  const [, , page, id] = location.pathname.split('/');
  markHere(page ? '/ops/jobs' : '/ops');
  setInterval(() => {
    tick();
    freshness.show();
  }, TICK_MS);
  if (page === 'jobs' && id) void showJob(decodeURIComponent(id), freshness);
  else if (page === 'jobs') void showJobList(freshness);
  else watch();
}

function watch() {
  listen(
    '/ops/events',
    {
      snapshot: (snapshot) => {
        freshness.heard(snapshot.at);
        showOverview(snapshot);
      },
      still: ({ at }) => freshness.heard(at),
    },
    (why) => {
      freshness.lost(why);
      void findOut();
    },
    SILENT_MS,
  );
}

/** The stream does not say why it ended: whoever may look no more is told so. */
async function findOut() {
  const refused = await ask('/ops/data').then(
    () => undefined,
    (error) => (error.status === 401 || error.status === 403 ? error : undefined),
  );
  if (!refused) return;
  byId('main').replaceChildren(
    el(
      'p',
      { class: 'cannot', role: 'alert' },
      refused.message,
      ' ',
      el('a', { href: location.href }, 'Sign in again'),
    ),
  );
}

/** @param {string} href */
function markHere(href) {
  for (const anchor of document.querySelectorAll('header nav a')) {
    if (anchor.getAttribute('href') === href) anchor.setAttribute('aria-current', 'page');
  }
}

begin();
