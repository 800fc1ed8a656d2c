import * as z from 'zod';
import { type Inventory, readCsv, type WatchedFile } from '#libs/permission';
import { AppError, Secret } from '#libs/platform';
import type { JobTarget } from '#libs/queue';
import type { RemoteHost } from './remote-host.js';

/** What a host has where the inventory says nothing else. */
export interface HostDefaults {
  user: string;
  port: number;
  osUser?: string;
  infaHome: string;
}

interface Credentials {
  user: string;
  securityDomain: string;
  password: Secret;
}

/** What a script can carry; a value that it cannot would fail every job. */
const printable = z.string({ error: 'is missing' }).regex(/^[\x20-\x7e]+$/, 'must be printable ASCII');

const CREDENTIALS = {
  cells: z.object({
    domain: printable,
    user: printable,
    security_domain: printable.default('Native'),
    password: printable,
  }),
  key: ['domain'],
} as const;

/** The hosts that this worker may touch, by its own files as they are now: a job names a host, it never describes one. */
export class RemoteHosts {
  private readonly credentials: ReadonlyMap<string, Credentials>;

  constructor(
    private readonly inventory: Pick<WatchedFile<Inventory>, 'current'>,
    credentials: Secret,
    private readonly defaults: HostDefaults,
  ) {
    const rows = readCsv('INFORMATICA_CREDENTIALS', `${credentials.reveal().trimEnd()}\n`, CREDENTIALS);
    this.credentials = new Map(
      rows.map((row) => [
        row.domain,
        { user: row.user, securityDomain: row.security_domain, password: new Secret(row.password) },
      ]),
    );
  }

  /** The host of a job. Throws `HOST_NOT_IN_DOMAIN` unless this worker's inventory has it with the same zone. */
  find({ host, domain, environment, zone }: JobTarget): RemoteHost {
    const row = this.inventory.current.value.hosts.find(
      (known) =>
        known.hostname === host && known.domain === domain && known.environment === environment && known.zone === zone,
    );
    if (!row)
      throw new AppError('HOST_NOT_IN_DOMAIN', `The worker's inventory has no ${host} for ${domain} in ${zone}.`);
    const login = this.credentials.get(domain);
    if (!login) throw new AppError('INFORMATICA_LOGIN_REFUSED', `The worker has no technical user for ${domain}.`);
    const osUser = row.osUser ?? this.defaults.osUser;
    return {
      hostname: row.hostname,
      address: row.address ?? row.hostname,
      port: row.port ?? this.defaults.port,
      user: row.user ?? this.defaults.user,
      ...(osUser && { osUser }),
      infaHome: row.infaHome ?? this.defaults.infaHome,
      domain,
      securityDomain: row.securityDomain ?? login.securityDomain,
      informaticaUser: login.user,
      informaticaPassword: login.password,
    };
  }
}
