import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programFile } from '../paths.js';
import { freePort } from '../ports.js';
import type { Processes, Running } from '../processes.js';
import { type CsvFiles, FOREIGN_ZONE, HOSTS, ZONE } from './estate.js';
import type { Informatica } from './informatica.js';
import { AUDIENCE, type Issuer } from './issuer.js';
import type { RedisServer } from './redis-server.js';
import type { Sshd } from './sshd.js';

/** What the apps lean on. */
export interface Ground {
  folder: string;
  redis: RedisServer;
  issuer: Issuer;
  sshd: Sshd;
  informatica: Informatica;
  csv: CsvFiles;
}

/** The environment of an app. */
export type Settings = Readonly<Record<string, string>>;

/** One account sends here what many would: above all that a test sends, so that only a test about limits meets them. */
const GENEROUS_LIMITS: Settings = {
  RATE_LIMIT_READS: '1000000',
  RATE_LIMIT_WRITES: '100000',
  RATE_LIMIT_FAILED_LOGINS: '100000',
};

const zoneKey = () => randomBytes(32).toString('hex');

/** Starts the built api and workers, configured by their environment only. */
export class Apps {
  readonly zoneKeys = { [ZONE]: zoneKey(), [FOREIGN_ZONE]: zoneKey() } as const;
  port = 0;

  constructor(
    private readonly processes: Processes,
    private readonly ground: Ground,
    /** Settings of all apps, over ours. */
    private readonly settings: Settings,
  ) {}

  get auditDirectory(): string {
    return join(this.ground.folder, 'audit');
  }

  /** The port stays the same when it is started again. */
  async startApi(): Promise<Running> {
    const { issuer } = this.ground;
    this.port ||= await freePort();
    const api = this.start('api', 'api', {
      ZONE_KEYS: Object.entries(this.zoneKeys)
        .map((pair) => pair.join('='))
        .join(','),
      PORT: String(this.port),
      HOST: '127.0.0.1',
      OIDC_ISSUER: issuer.url,
      OIDC_JWKS_URI: `${issuer.url}/jwks`,
      OIDC_AUDIENCE: AUDIENCE,
      ...GENEROUS_LIMITS,
    });
    return api.becomes('answers', async () => (await fetch(`http://127.0.0.1:${this.port}/health/live`)).ok);
  }

  /** A worker of the zone that has hosts; with settings over all others where it should be another. */
  async startWorker(name: string, over: Settings = {}): Promise<Running> {
    const { sshd, informatica } = this.ground;
    const knownHosts = sshd.knownAs(HOSTS.pinned.hostname) + sshd.wronglyKnownAs(HOSTS.wronglyPinned.hostname);
    const own = {
      ZONE_KEYS: `${ZONE}=${this.zoneKeys[ZONE]}`,
      WORKER_ID: name,
      WORKER_ZONES: ZONE,
      SSH_PRIVATE_KEY_FILE: this.secret('login', sshd.privateKey),
      SSH_KNOWN_HOSTS_FILE: this.secret('known_hosts', knownHosts),
      INFORMATICA_CREDENTIALS_FILE: this.secret('informatica.csv', informatica.credentials),
    };
    const worker = this.start('worker', name, own, over);
    return worker.becomes('is ready', () => worker.log.includes('worker ready'));
  }

  private start(app: 'api' | 'worker', name: string, own: Settings, over: Settings = {}): Running {
    const { redis, csv } = this.ground;
    const files = { INVENTORY_FILE: csv.inventory, GCR_FILE: csv.gcr, DIRECTORY_FILE: csv.directory };
    const common = { REDIS_URL: redis.url, AUDIT_DIR: this.auditDirectory, ...files };
    const env = { ...common, ...own, ...this.settings, ...over };
    return this.processes.start({ name, command: process.execPath, args: [programFile(app)], env });
  }

  private secret(name: string, text: string): string {
    const path = join(this.ground.folder, `worker-${name}`);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }
}
