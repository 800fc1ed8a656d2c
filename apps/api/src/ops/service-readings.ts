import type { JobRecord } from '#libs/queue';
import type { ServiceTile } from './snapshot.js';

/** What a job found out about services: lists, reads of one, and changes, which read the state at their end. */
export function readingsIn({ id, result }: JobRecord): ServiceTile[] {
  const { services, after } = (result ?? {}) as { services?: unknown; after?: unknown };
  const views = Array.isArray(services) ? services : [after ?? result];
  return views
    .filter(isReading)
    .map(({ name, enabled, alive, readAt }) => ({ name, enabled, alive, readAt, jobId: id }));
}

/** Workers of a zone write its records: what does not look like a reading is none. */
function isReading(view: unknown): view is ServiceTile {
  const { name, enabled, alive, readAt } = (view ?? {}) as Partial<Record<keyof ServiceTile, unknown>>;
  const areFlags = typeof enabled === 'boolean' && typeof alive === 'boolean';
  return areFlags && typeof name === 'string' && typeof readAt === 'string' && !Number.isNaN(Date.parse(readAt));
}

/** The newest reading of each service, by name; names differ in more than case. */
export function newestOfEach(readings: readonly ServiceTile[]): ServiceTile[] {
  const newest = new Map<string, ServiceTile>();
  for (const reading of readings) {
    const key = reading.name.toLowerCase();
    const known = newest.get(key);
    if (!known || Date.parse(known.readAt) < Date.parse(reading.readAt)) newest.set(key, reading);
  }
  return [...newest.values()].sort((one, other) => one.name.localeCompare(other.name));
}
