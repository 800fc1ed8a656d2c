import type { AcceptedJob, JobTarget } from './job.js';

/** Where jobs act and who may see them is one and the same for all jobs of a place. */
export type JobPlace = Pick<JobTarget, 'zone' | 'trigram' | 'domain' | 'environment'>;

/** A place as one text. None of its names can hold a slash. */
export const placeText = ({ zone, trigram, domain, environment }: JobPlace): string =>
  [zone, trigram, domain, environment].join('/');

/** Reads it back. */
export function splitPlace(text: string): JobPlace {
  const [zone = '', trigram = '', domain = '', environment = ''] = text.split('/');
  return { zone, trigram, domain, environment };
}

/** What the lists by status are kept for within a zone: place and operation. */
export const cellText = ({ trigram, domain, environment }: JobPlace, operation: string): string =>
  [trigram, domain, environment, operation].join('/');

/** The object that a job is about, as filters name it; '' for none. */
export const objectOf = ({ target }: Pick<AcceptedJob, 'target'>): string => target.service ?? target.repository ?? '';
