import type { JobStatus } from '../jobs/job.js';
import type { JobPlace } from '../jobs/job-place.js';

/** Which jobs are wanted: what is not named may be anything. Names of places, objects and logins in any case. */
export interface JobFilter {
  statuses?: readonly JobStatus[] | undefined;
  operations?: readonly string[] | undefined;
  zone?: string | undefined;
  trigram?: string | undefined;
  domain?: string | undefined;
  environment?: string | undefined;
  /** Name of the service or repository. */
  object?: string | undefined;
  /** Login of the requester. */
  login?: string | undefined;
  /** From this time of creation on, in ms. */
  createdFromMs?: number | undefined;
  /** Before this time of creation, in ms. */
  createdBeforeMs?: number | undefined;
}

/** Whose jobs are listed: everybody's, or those of the places that may be read, and those of one requester anywhere. */
export type JobScope = { all: true } | { subject: string; canRead: (place: JobPlace) => boolean };

const isSame = (wanted: string | undefined, name: string): boolean =>
  wanted === undefined || wanted.toLowerCase() === name.toLowerCase();

/** Whether the jobs of a place can be among those that are wanted. */
export const fits = ({ zone, trigram, domain, environment }: JobFilter, place: JobPlace): boolean =>
  isSame(zone, place.zone) &&
  isSame(trigram, place.trigram) &&
  isSame(domain, place.domain) &&
  isSame(environment, place.environment);
