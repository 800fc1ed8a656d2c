import type { InformaticaHost, Inventory, JumpHost } from '#libs/permission';
import { AppError, type Secret, type WatchedFile } from '#libs/platform';
import type { JobTarget } from '#libs/queue';
import type { WorkerSettings } from '../settings.js';
import { type Login, parseLogins } from './informatica-logins.js';
import type { RemoteHost, SshPlace } from './remote-host.js';

/** What a host has where the inventory says nothing else. */
export interface HostDefaults {
  user: string;
  port: number;
  jump?: JumpHost;
  osUser?: string;
  infaHome: string;
}

/** An inventory as it is now. */
type CurrentInventory = { current: Pick<WatchedFile<Inventory>['current'], 'value'> };

/** Where a job runs, as far as hosts are chosen by it. */
type Place = Pick<JobTarget, 'host' | 'domain' | 'environment' | 'zone'>;

const JUMP_PORT = 22;

/** The hosts that this worker may touch, by its own files as they are now: a job names a host, it never describes one. */
export class RemoteHosts {
  private readonly logins: ReadonlyMap<string, Login>;

  constructor(
    private readonly inventory: CurrentInventory,
    credentials: Secret,
    private readonly defaults: HostDefaults,
  ) {
    this.logins = parseLogins(credentials);
  }

  /** The host of a job. Throws `HOST_NOT_IN_DOMAIN` unless this worker's inventory has it with the same zone. */
  find(place: Place): RemoteHost {
    const { host, domain, zone } = place;
    const row = this.rowsOf(place).find(({ hostname }) => hostname === host);
    if (!row)
      throw new AppError('HOST_NOT_IN_DOMAIN', `The worker's inventory has no ${host} for ${domain} in ${zone}.`);
    const login = this.logins.get(domain);
    if (!login) throw new AppError('INFORMATICA_LOGIN_REFUSED', `The worker has no technical user for ${domain}.`);
    return this.toRemote(row, login);
  }

  /** The other hosts that could answer in its stead: same domain, environment and zone, in the order of the inventory. */
  standIns(place: Place): RemoteHost[] {
    const login = this.logins.get(place.domain);
    if (!login) return [];
    const others = this.rowsOf(place).filter(({ hostname }) => hostname !== place.host);
    return others.map((row) => this.toRemote(row, login));
  }

  private rowsOf({ domain, environment, zone }: Place): InformaticaHost[] {
    return this.inventory.current.value.hosts.filter(
      (row) => row.domain === domain && row.environment === environment && row.zone === zone,
    );
  }

  private toRemote(row: InformaticaHost, login: Login): RemoteHost {
    const user = row.user ?? this.defaults.user;
    const osUser = row.osUser ?? this.defaults.osUser;
    const jump = this.jumpOf(row);
    return {
      hostname: row.hostname,
      address: row.address ?? row.hostname,
      port: row.port ?? this.defaults.port,
      user,
      ...(jump && { jump }),
      ...(osUser && { osUser }),
      infaHome: row.infaHome ?? this.defaults.infaHome,
      domain: row.domain,
      ...(row.gateway && { gateway: row.gateway }),
      securityDomain: row.securityDomain ?? login.securityDomain,
      informaticaUser: login.user,
      informaticaPassword: login.password,
      ...(login.trustStore && { trustStore: login.trustStore }),
    };
  }

  private jumpOf(row: InformaticaHost): SshPlace | undefined {
    const jump = row.jumpHost ?? this.defaults.jump ?? 'none';
    if (jump === 'none') return undefined;
    const { hostname, port = JUMP_PORT, user = this.defaults.user } = jump;
    return { hostname, address: hostname, port, user };
  }
}

/** The hosts of an inventory, by the settings. Throws a `CsvError` where the credentials cannot be read. */
export const remoteHosts = (inventory: CurrentInventory, settings: WorkerSettings): RemoteHosts =>
  new RemoteHosts(inventory, settings.INFORMATICA_CREDENTIALS, {
    user: settings.HOST_USER,
    port: settings.HOST_PORT,
    ...(settings.HOST_JUMP && { jump: settings.HOST_JUMP }),
    ...(settings.HOST_OS_USER && { osUser: settings.HOST_OS_USER }),
    infaHome: settings.HOST_INFA_HOME,
  });
