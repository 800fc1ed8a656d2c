import { same } from '../text.js';

/** An application service of the domain. Times are milliseconds since 1970. */
export interface Service {
  name: string;
  /** As infacmd's `-st` takes it: IS, RS, SCH and so on. */
  type: string;
  enabled: boolean;
  host: string;
  port: number;
  /** When it begins to answer pings; null: it was never started. */
  answersFrom: number | null;
  /** When it stops answering; null: no stop is under way. */
  answersUntil: number | null;
  /** A service process that survived its DisableService: it answers whatever the times say. */
  stuck?: boolean;
}

/** A user connection to a repository. Ids are unique in the domain. */
export interface Connection {
  id: number;
  repository: string;
  user: string;
  application: string;
  /** The service that owns the connection; empty for people. */
  service: string;
  hostName: string;
  hostAddress: string;
  loginAt: number;
  lastActivityAt: number;
  processId: number;
  status: string;
  /** How long after a kill its owner signs in again; absent: never. */
  returnsAfterMs?: number;
}

/** A killed connection whose owner signs in again at `returnsAt`. */
interface Absence {
  returnsAt: number;
  connection: Connection;
}

/** All that one simulated Informatica domain remembers between two commands. */
export interface Domain {
  name: string;
  gateway: { host: string; port: number };
  node: string;
  login: { user: string; securityDomain: string; passwordHash: string };
  siteKey: string;
  services: Service[];
  connections: Connection[];
  absences: Absence[];
  nextConnectionId: number;
}

/** Whether a service answers pings at a time: unlike `enabled`, which is only what was ordered. */
export function isAlive(service: Service, now: number): boolean {
  if (service.stuck) return true;
  const { answersFrom, answersUntil } = service;
  return answersFrom !== null && answersFrom <= now && (answersUntil === null || now < answersUntil);
}

/** Service names are not case-sensitive. */
export const findService = (domain: Domain, name: string): Service | undefined =>
  domain.services.find((service) => same(service.name, name));
