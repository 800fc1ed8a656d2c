import type { JobTarget } from './job.js';

/** How a job stands in the lists: its zone is needed to find its record. */
export const memberOf = (target: Pick<JobTarget, 'zone'>, id: string): string => `${target.zone}/${id}`;

/** Reads a list entry back. */
export function splitMember(member: string): { zone: string; id: string } {
  const [zone = '', id = ''] = member.split('/');
  return { zone, id };
}
