import type { JobTarget } from './job.js';

/** How a job stands in the lists: its zone is needed to find its record. */
export const memberOf = (target: Pick<JobTarget, 'zone'>, id: string): string => `${target.zone}/${id}`;

/** Reads a list entry back. */
export function splitMember(member: string): { zone: string; id: string } {
  const [zone = '', id = ''] = member.split('/');
  return { zone, id };
}

/** Reads what stands under an idempotency key: the fingerprint of the request, and the job that it made. */
export function toKnown(text: string): { kind: 'known'; fingerprint: string; zone: string; id: string } {
  const [fingerprint = '', member = ''] = text.split(' ');
  return { kind: 'known', fingerprint, ...splitMember(member) };
}
