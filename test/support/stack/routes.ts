import { DOMAIN, type EnvironmentName, FOREIGN, HOSTS, REPOSITORY, TRIGRAM } from './estate.js';

const ROOT = `/v1/trigrams/${TRIGRAM}/domains/${DOMAIN}`;

const at = (path: string, environment: EnvironmentName, query = ''): string =>
  `${ROOT}${path}?environment=${environment}${query}`;

/** The paths of the nine operations, in the environment whose host can be reached unless another is named. */
export const routes = {
  services: (environment: EnvironmentName = HOSTS.pinned.environment) => at('/integration-services', environment),
  service: (name: string, environment: EnvironmentName = HOSTS.pinned.environment) =>
    at(`/integration-services/${name}`, environment),
  change: (name: string, verb: 'start' | 'stop' | 'restart', environment: EnvironmentName = HOSTS.pinned.environment) =>
    at(`/integration-services/${name}/${verb}`, environment),
  repositories: () => at('/repositories', HOSTS.pinned.environment),
  sessions: (repository: string = REPOSITORY) => at(`/repositories/${repository}/sessions`, HOSTS.pinned.environment),
  session: (id: string) => at(`/repositories/${REPOSITORY}/sessions/${id}`, HOSTS.pinned.environment),
  sessionsOf: (user: string) => at(`/repositories/${REPOSITORY}/sessions`, HOSTS.pinned.environment, `&user=${user}`),
  cancel: (id: string) => `/v1/jobs/${id}/cancel`,
} as const;

const FOREIGN_SERVICE = `/v1/trigrams/${FOREIGN.trigram}/domains/${FOREIGN.domain}/integration-services/${FOREIGN.service}`;

/** Informatica takes every spelling of a name for the same; reads of different spellings are not shared. */
export const spelled = (name: string, number: number): string =>
  name.replaceAll(/[A-Z]/g, (letter, at: number) => {
    const place = name.slice(0, at).replaceAll(/[^A-Z]/g, '').length;
    return (number >> place) & 1 ? letter.toLowerCase() : letter;
  });

/** Those of the foreign zone's service; for who may operate there. */
export const foreignRoutes = {
  service: () => `${FOREIGN_SERVICE}?environment=${FOREIGN.environment}`,
  change: (verb: 'start' | 'stop') => `${FOREIGN_SERVICE}/${verb}?environment=${FOREIGN.environment}`,
} as const;
