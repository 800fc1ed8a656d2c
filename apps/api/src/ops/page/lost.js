import { byId, el } from './dom.js';
import { ask } from './live.js';

/** @typedef {import('./live.js').Freshness} Freshness */

/**
 * Says that a stream is lost. The stream does not say why it ended: whoever may look no more at `path` is told so.
 *
 * @param {string} why
 * @param {string} path
 * @param {Freshness} freshness
 */
export function lost(why, path, freshness) {
  freshness.lost(why);
  ask(path).catch((error) => {
    if (error.status === 401) byId('main').replaceChildren(refusalOf('You are signed out.'));
    if (error.status === 403) byId('main').replaceChildren(refusalOf(error.message));
  });
}

/** @param {string} words */
const refusalOf = (words) =>
  el('p', { class: 'cannot', role: 'alert' }, words, ' ', el('a', { href: location.href }, 'Sign in again'));
