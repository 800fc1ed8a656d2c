import { el } from './dom.js';

const UNITS = /** @type {const} */ ([
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
]);

/** How far this machine's clock is ahead of the server's, in ms. */
let aheadMs = 0;

/** Ages are by the clock of the server, whatever the one of this machine says. @param {string} at */
export function setClock(at) {
  aheadMs = Date.now() - Date.parse(at);
}

export const nowMs = () => Date.now() - aheadMs;

/** A length as people say it: `3 min`. @param {number} ms */
export function inWords(ms) {
  const [size, unit] = UNITS.find(([least]) => ms >= least) ?? [];
  return size && unit ? `${Math.floor(ms / size)} ${unit}` : ms > 0 && ms < 1_000 ? 'under 1 s' : '0 s';
}

/** Times are those of whoever looks, and say so: at night somebody compares them with a log in UTC. */
const HERE = /** @type {const} */ ({ hour12: false, timeZoneName: 'short' });

/** The clock time of an instant, here. @param {string | number} at */
export const clockTime = (at) => new Date(at).toLocaleTimeString(undefined, HERE);

/** Date and time of an instant, here and in UTC. @param {string} at */
export const wholeTime = (at) => `${new Date(at).toLocaleString(undefined, HERE)} (${at})`;

/** The same without the date where that is today's. @param {string} at */
export const momentOf = (at) => {
  const [then, today] = [new Date(at), new Date(nowMs())].map((date) => date.toLocaleDateString());
  return then === today ? clockTime(at) : new Date(at).toLocaleString(undefined, HERE);
};

/**
 * How long something has lasted; it goes on counting while it is shown. Its title is the instant.
 *
 * @param {string} since
 * @param {'for' | 'ago'} kind
 */
export function age(since, kind = 'ago') {
  const time = el('time', { datetime: since, title: wholeTime(since), 'data-age': kind });
  count(time);
  return time;
}

/** @param {Element} time */
function count(time) {
  const length = inWords(Math.max(0, nowMs() - Date.parse(time.getAttribute('datetime') ?? '')));
  const text = time.getAttribute('data-age') === 'ago' ? `${length} ago` : length;
  if (time.textContent !== text) time.textContent = text;
}

/**
 * How long a job has run beside how long it usually takes.
 *
 * @param {string} startedAt
 * @param {number | undefined} usualMs
 */
export function bar(startedAt, usualMs) {
  if (usualMs === undefined) return el('span', { class: 'usual' }, 'no run to compare with yet');
  const track = el('span', { class: 'bar', 'data-since': startedAt, 'data-usual': usualMs, role: 'img' }, el('span'));
  grow(track);
  return track;
}

/** The bar is full at twice the usual time; its mark is the usual time. @param {Element} track */
function grow(track) {
  const usualMs = Math.max(1, Number(track.getAttribute('data-usual')));
  const lastedMs = Math.max(0, nowMs() - Date.parse(track.getAttribute('data-since') ?? ''));
  const inner = /** @type {HTMLElement} */ (track.firstElementChild);
  inner.style.inlineSize = `${Math.min(100, (lastedMs / usualMs) * 50)}%`;
  track.classList.toggle('late', lastedMs > 2 * usualMs);
  const text = `${inWords(lastedMs)}, usually ${inWords(usualMs)}`;
  track.setAttribute('aria-label', text);
  track.setAttribute('title', text);
}

/** Lets all ages on the page grow. */
export function tick() {
  for (const time of document.querySelectorAll('time[data-age]')) count(time);
  for (const track of document.querySelectorAll('.bar')) grow(track);
}
