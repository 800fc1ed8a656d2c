import { el, link } from './dom.js';

/** @typedef {import('../snapshot.js').JobRow} JobRow */

export const STATUSES = ['queued', 'running', 'succeeded', 'failed', 'expired', 'cancelled', 'unknown'];

export const ENVIRONMENTS = ['Development', 'Homologation', 'Production'];

export const OPERATIONS = [
  'integration-services.list',
  'integration-service.get',
  'integration-service.start',
  'integration-service.stop',
  'integration-service.restart',
  'repositories.list',
  'sessions.list',
  'session.kill',
  'sessions.kill-by-user',
];

/** Each status has a shape beside its word and its colour. @type {Record<string, string>} */
const SHAPES = { queued: '○', running: '◐', succeeded: '✓', failed: '✕', expired: '◷', cancelled: '⊘', unknown: '?' };

/** @param {string} word @param {string} kind @param {string} shape */
export const mark = (word, kind, shape) =>
  el('span', { class: `mark ${kind}` }, el('span', { 'aria-hidden': 'true' }, shape), ` ${word}`);

/** @param {string} status */
export const statusMark = (status) => mark(status, STATUSES.includes(status) ? status : '', SHAPES[status] ?? '·');

/** @param {string} id */
export const jobHref = (id) => `/ops/jobs/${encodeURIComponent(id)}`;

/** @param {Record<string, string | undefined>} filter */
export function jobsHref(filter) {
  const given = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return `/ops/jobs?${new URLSearchParams(given)}`;
}

/** The object of a job and where it stands. @param {Pick<JobRow, 'target'>} job */
export const targetOf = ({ target: { name, domain, environment, trigram, user, connectionId } }) => [
  el('span', { class: 'name' }, name ?? domain),
  user && el('span', {}, ` user ${user}`),
  connectionId && el('span', {}, ` connection ${connectionId}`),
  el('span', { class: 'place' }, ` ${name ? `${domain} · ` : ''}${environment} · ${trigram}`),
];

/** @param {Pick<JobRow, 'id' | 'operation'>} job */
export const operationLink = ({ id, operation }) => link(jobHref(id), operation, { title: `Job ${id}` });

/** @param {Pick<JobRow, 'requestedBy' | 'reason'>} job */
export const whoOf = ({ requestedBy: { login }, reason }) => [
  link(jobsHref({ requester: login }), login, { title: `Jobs of ${login}`, class: 'who' }),
  reason && el('span', { class: 'place' }, ` “${reason}”`),
];
