import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../../libs/platform/src/testing/free-port.js';
import { programFile } from '../paths.js';
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

/** A test that waits for an unknown outcome waits for no further look at it, unless that is its point. */
const BRIEF_DOUBTS: Settings = { JOB_VERIFY_WITHIN_MS: '0' };

/** No test needs room on this machine's disk, unless that is its point. */
const NO_ROOM_HELD: Settings = { AUDIT_BALLAST_BYTES: '0', AUDIT_MIN_FREE_BYTES: '0' };

const zoneKey = () => randomBytes(32).toString('hex');

/** Starts the built api and workers, configured by their environment only. */
export class Apps {
  readonly zoneKeys = { [ZONE]: zoneKey(), [FOREIGN_ZONE]: zoneKey() } as const;
  readonly auditKey = zoneKey();
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

  get workerTemporary(): string {
    const folder = join(this.ground.folder, 'worker-tmp');
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** The port stays the same when it is started again. */
  async startApi(over: Settings = {}): Promise<Running> {
    this.port ||= await freePort();
    return this.startApiOn(this.port, over);
  }

  /** One more process of it. */
  startApiOn(port: number, over: Settings = {}): Promise<Running> {
    const { issuer } = this.ground;
    const api = this.start('api', 'api', {
      ZONE_KEYS: Object.entries(this.zoneKeys)
        .map((pair) => pair.join('='))
        .join(','),
      PORT: String(port),
      HOST: '127.0.0.1',
      OIDC_ISSUER: issuer.url,
      OIDC_JWKS_URI: `${issuer.url}/jwks`,
      OIDC_AUDIENCE: AUDIENCE,
      ...GENEROUS_LIMITS,
      ...over,
    });
    return api.becomes('answers', async () => (await fetch(`http://127.0.0.1:${port}/health/live`)).ok);
  }

  /** A worker of the zone that has hosts; `over` is over all other settings. */
  async startWorker(name: string, over: Settings = {}): Promise<Running> {
    const worker = this.beginWorker(name, over);
    return worker.becomes('is ready', () => worker.log.includes('worker ready'));
  }

  /** The same for one that need not become ready. */
  beginWorker(name: string, over: Settings = {}): Running {
    return this.startWith('worker', name, { ...this.workerEnvironment(name), ...over });
  }

  /** The whole environment of such a worker. */
  workerEnvironment(name: string): Settings {
    const { sshd, informatica } = this.ground;
    const knownHosts = sshd.knownAs(HOSTS.pinned.hostname) + sshd.wronglyKnownAs(HOSTS.wronglyPinned.hostname);
    return this.complete({
      ZONE_KEYS: `${ZONE}=${this.zoneKeys[ZONE]}`,
      WORKER_ID: name,
      WORKER_ZONES: ZONE,
      // Where the Ansible transport has its files; so a test finds its processes.
      TMPDIR: this.workerTemporary,
      SSH_PRIVATE_KEY_FILE: this.secret('login', sshd.privateKey),
      SSH_KNOWN_HOSTS_FILE: this.secret('known_hosts', knownHosts),
      INFORMATICA_CREDENTIALS_FILE: this.secret('informatica.csv', informatica.credentials),
    });
  }

  private start(app: 'api' | 'worker', name: string, own: Settings): Running {
    return this.startWith(app, name, this.complete(own));
  }

  private startWith(app: 'api' | 'worker', name: string, env: Settings): Running {
    return this.processes.start({ name, command: process.execPath, args: [programFile(app)], env });
  }

  private complete(own: Settings): Settings {
    const { redis, csv } = this.ground;
    const files = { INVENTORY_FILE: csv.inventory, GCR_FILE: csv.gcr, DIRECTORY_FILE: csv.directory };
    const audit = { AUDIT_DIR: this.auditDirectory, AUDIT_KEYS: `test=${this.auditKey}`, ...NO_ROOM_HELD };
    return { REDIS_URL: redis.url, ...audit, ...files, ...BRIEF_DOUBTS, ...own, ...this.settings };
  }

  private secret(name: string, text: string): string {
    const path = join(this.ground.folder, `worker-${name}`);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }
}
