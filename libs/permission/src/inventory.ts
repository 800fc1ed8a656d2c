import { z } from 'zod';
import { cell, isPort } from './cells.js';
import { CsvError, readCsv } from './csv.js';
import type { Environment } from './environment.js';
import { type JumpHost, jumpHost } from './jump-host.js';

/**
 * One Informatica server of IFARCRSERVER.csv. What is undefined has its default in the zone's configuration.
 *
 * Every value passed an allow-list, because the worker shows it to a host.
 */
export interface InformaticaHost {
  /** In lower case. */
  hostname: string;
  domain: string;
  environment: Environment;
  zone: string;
  /** Where to connect, if not to `hostname`. */
  address?: string | undefined;
  port?: number | undefined;
  /** The SSH user. */
  user?: string | undefined;
  /** The SSH server through which alone the host can be reached. */
  jumpHost?: JumpHost | undefined;
  /** The OS user that owns Informatica there (sudo). */
  osUser?: string | undefined;
  infaHome?: string | undefined;
  /** `host:port` of the domain's gateway node. */
  gateway?: string | undefined;
  securityDomain?: string | undefined;
}

const osUser = cell.text(/^[a-z_][a-z0-9_-]{0,31}$/, 'must be a user name of lower-case letters, digits, _ and -');
const TABLE = {
  cells: z.object({
    hostname: cell.hostname,
    domain: cell.domain,
    environment: cell.environment,
    zone: cell.text(/^[a-z][a-z0-9-]{0,31}$/, 'must be a zone name of lower-case letters, digits and -'),
    address: cell.text(/^[A-Za-z0-9:][A-Za-z0-9.:-]{0,252}$/, 'must be a host name or an IP address').optional(),
    port: cell
      .text(/^\d{1,5}$/, 'must be a port')
      .refine(isPort, 'must be from 1 to 65535')
      .transform(Number)
      .optional(),
    user: osUser.optional(),
    jump_host: jumpHost.optional(),
    os_user: osUser.optional(),
    infa_home: cell
      .text(/^\/[A-Za-z0-9._/-]{1,254}$/, 'must be an absolute path of letters, digits and . _ / -')
      .refine((path) => !path.split('/').includes('..'), 'must not contain ..')
      .optional(),
    gateway: cell
      .text(/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}:\d{1,5}$/, 'must be host:port')
      .refine((gateway) => isPort(gateway.slice(gateway.indexOf(':') + 1)), 'must have a port from 1 to 65535')
      .optional(),
    security_domain: cell
      .text(/^[A-Za-z0-9_](?:[A-Za-z0-9_. -]{0,126}[A-Za-z0-9_.-])?$/, 'must be a security domain name')
      .optional(),
  }),
  key: ['hostname', 'domain', 'environment'],
} as const;

type Row = z.output<typeof TABLE.cells> & { line: number };

/** The Informatica servers. Immutable: a changed file makes a new object. */
export class Inventory {
  readonly #byPlace = new Map<string, InformaticaHost[]>();

  constructor(readonly hosts: readonly InformaticaHost[]) {
    for (const host of hosts) {
      const key = place(host.domain, host.environment);
      this.#byPlace.set(key, [...(this.#byPlace.get(key) ?? []), host]);
    }
  }

  /**
   * Reads the columns of `InformaticaHost` (in snake case); throws a `CsvError` with all faults.
   *
   * `zones` are those whose jobs the process can queue; where they are given, a host in another zone is a fault.
   */
  static parse(text: string, file = 'IFARCRSERVER.csv', zones?: ReadonlySet<string>): Inventory {
    const rows = readCsv(file, text, TABLE);
    const faults = [
      ...zoneContradictions(file, rows),
      ...domainContradictions(file, rows),
      ...(zones ? unservedZones(file, rows, zones) : []),
    ];
    if (faults.length > 0) throw new CsvError(faults);
    return new Inventory(rows.map(toHost));
  }

  /** The hosts of a domain in an environment, in the order of the file. */
  hostsFor(domain: string, environment: Environment): readonly InformaticaHost[] {
    return this.#byPlace.get(place(domain, environment)) ?? [];
  }

  /** Every zone that a host lies in. */
  get zones(): readonly string[] {
    return [...new Set(this.hosts.map((host) => host.zone))];
  }
}

const place = (domain: string, environment: Environment): string => `${environment} ${domain}`;

const toHost = ({ line: _, os_user, infa_home, jump_host, security_domain, ...same }: Row): InformaticaHost => ({
  jumpHost: jump_host,
  osUser: os_user,
  infaHome: infa_home,
  securityDomain: security_domain,
  ...same,
});

/** A process learns its keys and opens its queues when it starts. */
const unservedZones = (file: string, rows: readonly Row[], zones: ReadonlySet<string>): string[] =>
  rows
    .filter(({ zone }) => !zones.has(zone))
    .map(({ line, zone }) => `${file}:${line}: zone ${zone} has no key here: restart with its key in ZONE_KEYS`);

/** A machine lies in one zone; two would let the worker of one zone act with the routes and secrets of the other. */
const zoneContradictions = (file: string, rows: readonly Row[]): string[] =>
  inTwoZones(rows, ({ hostname }) => hostname).map(
    ([row, known]) => `${file}:${row.line}: ${row.hostname} lies in zone ${known.zone} by line ${known.line}`,
  );

/** So do all hosts of a domain in an environment: the changes of a service stand in one line, and a line lies in one zone. */
const domainContradictions = (file: string, rows: readonly Row[]): string[] =>
  inTwoZones(rows, ({ domain, environment }) => `${domain} in ${environment}`).map(
    ([{ line, domain, environment }, known]) =>
      `${file}:${line}: ${domain} in ${environment} lies in zone ${known.zone} by line ${known.line}`,
  );

/** Rows whose zone is not that of the first row with the same name; each with that one. */
function inTwoZones(rows: readonly Row[], nameOf: (row: Row) => string): [Row, Row][] {
  const first = new Map<string, Row>();
  return rows.flatMap((row): [Row, Row][] => {
    const known = first.get(nameOf(row)) ?? row;
    first.set(nameOf(row), known);
    return known.zone === row.zone ? [] : [[row, known]];
  });
}
