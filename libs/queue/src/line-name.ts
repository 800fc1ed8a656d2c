import type { AcceptedJob } from './job.js';

/**
 * What a change may have to itself: a service or a repository of a domain in an environment, whoever asks, by whatever route
 * and on whatever host. Informatica does not tell upper from lower case, so neither does the name.
 */
export function lineNameOf({ target }: Pick<AcceptedJob, 'target'>): string {
  const { domain, environment, service, repository } = target;
  const object = service === undefined ? `repository/${repository}` : `service/${service}`;
  return `${domain}/${environment}/${object}`.toLowerCase();
}
