import { hash } from 'node:crypto';
import type { AcceptedJob } from '../jobs/job.js';

/**
 * What a change may have to itself: a service or a repository of a domain in an environment, whoever asks, by whatever route
 * and on whatever host. Informatica does not tell upper from lower case, so neither does the name.
 */
export function lineNameOf({ target }: Pick<AcceptedJob, 'target'>): string {
  const { service, repository } = target;
  const object = service === undefined ? `repository/${repository}` : `service/${service}`;
  return `${domainNameOf({ target })}/${object}`.toLowerCase();
}

/** What reads must have in common to share one reading: all but who asks. */
export function readingNameOf({
  operation,
  input,
  target,
}: Pick<AcceptedJob, 'operation' | 'input' | 'target'>): string {
  const question = JSON.stringify([operation, input, target]);
  return `reading/${hash('sha256', question)}`;
}

/** What a change may have changed for readers: its domain in its environment. */
export const domainNameOf = ({ target }: Pick<AcceptedJob, 'target'>): string =>
  `${target.domain}/${target.environment}`.toLowerCase();
