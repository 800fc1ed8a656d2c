import { showJobList } from './job-list.js';
import { showJob } from './job-page.js';
import { Freshness, listen } from './live.js';
import { lost } from './lost.js';
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
    (why) => lost(why, '/ops/data', freshness),
    SILENT_MS,
  );
}

/** @param {string} href */
function markHere(href) {
  for (const anchor of document.querySelectorAll('header nav a')) {
    if (anchor.getAttribute('href') === href) anchor.setAttribute('aria-current', 'page');
  }
}

begin();
