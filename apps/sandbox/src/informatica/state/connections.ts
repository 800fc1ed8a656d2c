import { same } from '../text.js';
import type { Connection, Domain } from './domain.js';

/** Whether somebody's return is due: then the domain must be changed before it is read. */
export const isReturnDue = (domain: Domain, now: number): boolean =>
  domain.absences.some(({ returnsAt }) => returnsAt <= now);

/** Signs in again, under new ids, those whose time has come. */
export function signInReturned(domain: Domain, now: number): void {
  const due = domain.absences.filter(({ returnsAt }) => returnsAt <= now);
  domain.absences = domain.absences.filter(({ returnsAt }) => returnsAt > now);
  for (const { returnsAt, connection } of due.sort((left, right) => left.returnsAt - right.returnsAt)) {
    const id = takeConnectionId(domain);
    domain.connections.push({ ...connection, id, loginAt: returnsAt, lastActivityAt: returnsAt });
  }
}

/** An id that no connection had before. */
export function takeConnectionId(domain: Domain): number {
  const id = domain.nextConnectionId;
  domain.nextConnectionId += 1;
  return id;
}

/** Closes connections. Closing one of an Integration Service closes all of that service in the repository. */
export function closeConnections(domain: Domain, chosen: readonly Connection[], now: number): Connection[] {
  const isClosed = (connection: Connection) =>
    chosen.some(
      (one) =>
        one.id === connection.id ||
        (one.service !== '' && same(one.service, connection.service) && one.repository === connection.repository),
    );
  const closed = domain.connections.filter(isClosed);
  domain.connections = domain.connections.filter((connection) => !isClosed(connection));
  for (const connection of closed) {
    if (connection.returnsAfterMs === undefined) continue;
    domain.absences.push({ returnsAt: now + connection.returnsAfterMs, connection });
  }
  return closed;
}
