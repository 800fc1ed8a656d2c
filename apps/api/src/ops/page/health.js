import { el, nothing, table } from './dom.js';
import { age, wholeTime } from './time.js';
import { mark } from './words.js';

/** @typedef {import('../snapshot.js').OpsSnapshot} OpsSnapshot */

const HEALTH = /** @type {const} */ ({ up: ['up', '✓'], weak: ['weak', '!'], down: ['down', '✕'], unknown: ['', '?'] });

/** @param {NonNullable<OpsSnapshot['refusals']>} refusals */
export const refusalsOf = (refusals) =>
  refusals.length === 0
    ? nothing('Nobody was refused lately.')
    : table(
        'Requests that were refused',
        ['Who', 'When', 'Wanted', 'Why'],
        refusals.map(({ login, clientId, at, route, trigram, domain, reason, status, correlationId }) => [
          el('span', { title: clientId && `client ${clientId}` }, login),
          age(at),
          el(
            'span',
            { title: `correlation id ${correlationId}` },
            el('code', {}, route),
            el('span', { class: 'place' }, ` ${[trigram, domain].filter(Boolean).join(' · ')}`),
          ),
          el('span', { class: 'why' }, `${status} ${reason}`),
        ]),
      );

/** @param {OpsSnapshot['health']} signs */
export const healthOf = (signs) =>
  el(
    'dl',
    { class: 'signs' },
    signs.map(({ name, state, words }) => {
      const [kind, shape] = HEALTH[state];
      return el('div', {}, el('dt', {}, name), el('dd', {}, mark(words, kind, shape)));
    }),
  );

/** @param {OpsSnapshot['files']} files */
export const filesOf = (files) =>
  table(
    'Rule files',
    ['Rule file', 'State', 'In use since', 'SHA-256 begins'],
    files.map(({ file, status, loadedAt, hash, faults, lines, refusedSince }) => [
      file,
      status === 'refused'
        ? el(
            'span',
            { title: refusedSince && wholeTime(refusedSince) },
            mark(`refused: ${faults} faults, lines ${lines?.join(', ') ?? ''}`, 'down', '✕'),
          )
        : mark('current', 'up', '✓'),
      age(loadedAt),
      el('code', {}, hash),
    ]),
  );
