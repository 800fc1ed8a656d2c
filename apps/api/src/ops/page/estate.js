import { el, link } from './dom.js';
import { age } from './time.js';
import { jobHref, jobsHref, mark } from './words.js';

/**
 * @typedef {import('../snapshot.js').DomainTiles} DomainTiles
 * @typedef {import('../snapshot.js').ServiceTile} ServiceTile
 */

/** What is wished and what is do not agree: such services come first. @param {ServiceTile} service */
const hasDrifted = ({ enabled, alive }) => enabled !== alive;

/** @param {ServiceTile} service */
function stateOf({ enabled, alive }) {
  if (enabled && alive) return mark('runs', 'up', '●');
  if (enabled) return mark('enabled, does not answer', 'problem', '✕');
  return alive ? mark('disabled, still answers', 'notice', '!') : mark('stopped', 'off', '○');
}

/** The services of each domain; domains with a drift first, then those that are known. @param {readonly DomainTiles[]} domains */
export function estateOf(domains) {
  if (domains.length === 0) return [el('p', { class: 'nothing' }, 'The inventory has no domain.')];
  const rank = (/** @type {DomainTiles} */ { services }) =>
    services.some(hasDrifted) ? 0 : services.length > 0 ? 1 : 2;
  const sorted = [...domains].sort((one, other) => rank(one) - rank(other));
  return [
    el('p', { class: 'place' }, 'As jobs read it last; nothing is asked of a host for this.'),
    el('div', { class: 'estate' }, sorted.map(domainOf)),
  ];
}

/** @param {DomainTiles} tiles */
function domainOf({ domain, environment, zone, services, lookedAt }) {
  const sorted = [...services].sort((one, other) => Number(hasDrifted(other)) - Number(hasDrifted(one)));
  const none = lookedAt ? 'never read, as far as jobs are kept' : 'not looked up yet';
  return el(
    'article',
    { class: `domain ${environment.toLowerCase()}` },
    el(
      'h3',
      {},
      link(jobsHref({ domain, environment }), domain, { title: `Jobs of ${domain} in ${environment}` }),
      el('span', { class: 'place' }, ` ${environment} · ${zone}`),
    ),
    sorted.length === 0
      ? el('p', { class: 'nothing' }, none)
      : el(
          'ul',
          { class: 'plain' },
          sorted.map((service) => tileOf(service, domain, environment)),
        ),
  );
}

/** @param {ServiceTile} service @param {string} domain @param {string} environment */
const tileOf = (service, domain, environment) =>
  el(
    'li',
    {},
    link(jobsHref({ domain, environment, target: service.name }), service.name, { title: `Jobs of ${service.name}` }),
    ' ',
    stateOf(service),
    ' ',
    link(jobHref(service.jobId), [age(service.readAt)], { title: `Read by job ${service.jobId}`, class: 'place' }),
  );
