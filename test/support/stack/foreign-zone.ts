import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cable, ProxyCable } from '../network/cable.js';
import { NetworkNamespace } from '../network/namespace.js';
import { Processes } from '../processes.js';
import type { Settings } from './apps.js';
import { FOREIGN, FOREIGN_ZONE, type HostLogin } from './estate.js';
import { findHostUser, type HostUser } from './host-user.js';
import { Informatica } from './informatica.js';
import { Sshd } from './sshd.js';
import { makeFolder, type Stack } from './stack.js';

/** How its host is reached: by a proxy that can swallow everything, or in a network of its own. */
export type Way = 'proxy' | 'namespace';

/** What the usual stack has no host for: the other zone, with an sshd of its own behind a cable that can be cut. */
export class ForeignZone {
  private constructor(
    readonly processes: Processes,
    private readonly parts: { folder: string; user: HostUser; sshd: Sshd },
    readonly informatica: Informatica,
    readonly cable: Cable,
  ) {}

  static async start(way: Way): Promise<ForeignZone> {
    const processes = new Processes();
    const [folder, user] = [makeFolder(), findHostUser()];
    mkdirSync(join(folder, 'sshd'));
    const informatica = Informatica.install(join(folder, 'informatica'), FOREIGN.domain, 'not-searched-for');
    const namespace = way === 'namespace' ? new NetworkNamespace() : undefined;
    const sshd = await Sshd.start(processes, user, join(folder, 'sshd'), namespace);
    const cable = namespace ? cableOf(namespace, sshd.port) : await ProxyCable.to(sshd.port);
    return new ForeignZone(processes, { folder, user, sshd }, informatica, cable);
  }

  /** For `StackOptions.foreign`. */
  get login(): HostLogin {
    const { address, port } = this.cable;
    return { address, port, user: this.parts.user.name, infaHome: this.informatica.home };
  }

  /** Starts the zone's worker, which speaks with Redis through `redis` if that is given. */
  startWorker(stack: Stack, redis?: Cable) {
    const { sshd } = this.parts;
    const settings: Settings = {
      WORKER_ZONES: FOREIGN_ZONE,
      ZONE_KEYS: `${FOREIGN_ZONE}=${stack.apps.zoneKeys[FOREIGN_ZONE]}`,
      SSH_PRIVATE_KEY_FILE: this.secret('login', sshd.privateKey),
      SSH_KNOWN_HOSTS_FILE: this.secret('known_hosts', sshd.knownAs(FOREIGN.hostname, 'host', this.cable.port)),
      INFORMATICA_CREDENTIALS_FILE: this.secret('informatica.csv', this.informatica.credentials),
      ...(redis && { REDIS_URL: `redis://${redis.address}:${redis.port}` }),
    };
    return stack.startWorker('foreign-worker', settings);
  }

  /** Belongs into afterAll, after the end of the stack. */
  async end(): Promise<void> {
    this.cable.heal();
    await this.processes.endAll();
    await this.cable.remove();
    rmSync(this.parts.folder, { recursive: true, force: true });
  }

  private secret(name: string, text: string): string {
    const path = join(this.parts.folder, `worker-${name}`);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }
}

const cableOf = (namespace: NetworkNamespace, port: number): Cable => ({
  address: namespace.address,
  port,
  cut: () => namespace.cut(),
  heal: () => namespace.heal(),
  remove: async () => namespace.remove(),
});
