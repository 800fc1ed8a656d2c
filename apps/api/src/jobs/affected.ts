import type { Caller } from '#libs/auth';
import {
  getIntegrationService,
  isSameName,
  listIntegrationServices,
  listSessions,
  type UserConnectionView,
} from '#libs/informatica';
import type { JobRecord, JobTarget } from '#libs/queue';
import { jobPath } from './job-views.js';
import type { LastReads } from './last-reads.js';
import type { AffectedView } from './plan.view.js';
import { readAtOf, stateIn } from './reading.js';

const OF_SERVICES = [getIntegrationService, listIntegrationServices];
const WORKFLOWS =
  'Running workflows are not read here: mode complete waits for them, stop and abort end them. Their sources and targets ' +
  'are not known either.';
const NOT_READ = 'No reading of it is kept that you may see: GET links.read for one.';
const MAY_BE_OLD = 'This is how it was then: GET links.read for how it is now.';

/** Who would be affected by a change of a target, by what was read of it last. Rejects with Redis' errors. */
export async function affectedBy(target: JobTarget, lastReads: LastReads, caller: Caller): Promise<AffectedView> {
  const isKill = target.repository !== undefined;
  const read = await lastReads.find(isKill ? [listSessions] : OF_SERVICES, target, caller);
  const found = read && (isKill ? connectionsIn(read, target) : serviceIn(read, target));
  const note = [found ? MAY_BE_OLD : NOT_READ, ...(isKill ? unreadIn(read) : [WORKFLOWS])].join(' ');
  if (!read || !found) return { basis: 'unknown', note };
  const readAt = readAtOf(read, target);
  return {
    basis: 'last-read',
    ...(readAt && { readAt }),
    job: jobPath(read.id),
    ...found,
    note,
  };
}

/** Where somebody may ask for a new reading. */
export function readPathOf({ trigram, domain, environment, host, service, repository }: JobTarget): string {
  const query = new URLSearchParams({ environment, host });
  const object = repository === undefined ? `integration-services/${service}` : `repositories/${repository}/sessions`;
  return `/v1/trigrams/${trigram}/domains/${domain}/${object}?${query}`;
}

/** What the list says of those that a kill means: the one of an id, or all of a user. */
function connectionsIn({ result }: JobRecord, { connectionId, user }: JobTarget): Pick<AffectedView, 'connections'> {
  const { sessions } = result as { sessions: UserConnectionView[] };
  const isMeant = (one: UserConnectionView) =>
    connectionId === undefined ? isSameName(one.user, user ?? '') : one.connectionId === connectionId;
  return { connections: sessions.filter(isMeant) };
}

function serviceIn(read: JobRecord, target: JobTarget): Pick<AffectedView, 'service'> | undefined {
  const service = stateIn(read, target);
  return service && { service };
}

/** Whoever stands in a record that could not be read whole may be meant too. */
function unreadIn(read: JobRecord | undefined): string[] {
  const { unread = [] } = (read?.result ?? {}) as { unread?: unknown[] };
  return unread.length > 0 ? [`${unread.length} records of that list could not be read whole.`] : [];
}
