import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BROWSER_CLIENT, secretOf } from './accounts.js';
import type { ChildProcesses } from './child-processes.js';
import type { CsvFiles } from './csv-files.js';
import type { EstateHost } from './estate.js';
import type { IdentityPlace } from './identity/start.js';
import { hasProgram, PLAYBOOKS, programFile } from './paths.js';
import type { RedisPlace } from './redis.js';

/** What the apps lean on. */
export interface Ground {
  folder: string;
  csv: CsvFiles;
  redis: RedisPlace;
  hosts: readonly EstateHost[];
  /** Where the worker of each zone tells how it does. */
  metricsPorts: readonly number[];
}

type Environment = Record<string, string>;

const KEY_BYTES = 32;

/** A laptop has more to hold than audit records: nothing of its disk is held back for them. */
const NO_ROOM_HELD: Environment = { AUDIT_BALLAST_BYTES: '0', AUDIT_MIN_FREE_BYTES: '0' };

/**
 * Five clients and a browser play everybody who would use a real one: what here comes from one caller or one address
 * there comes from hundreds. Far above what any of them sends, and still there to be seen.
 */
const GENEROUS_LIMITS: Environment = {
  RATE_LIMIT_READS: '1000000',
  RATE_LIMIT_WRITES: '100000',
  RATE_LIMIT_FAILED_LOGINS: '100000',
};

/** And no other address, unless somebody else sees to it who reaches the sandbox: everybody can have a token of it. */
const BOTH_LOOPBACKS = 'localhost';

/** Whoever edits a file of the sandbox wants to see at once what comes of it. */
const RULES_RELOAD_MS = 500;

/** The real api and the real workers, one worker for each zone, configured by their environment only. */
export class Apps {
  readonly #zoneKeys: ReadonlyMap<string, string>;
  readonly #auditKeysFile: string;
  /** The environment of each started worker. */
  readonly workers: Environment[] = [];

  constructor(
    private readonly ground: Ground,
    private readonly children: ChildProcesses,
  ) {
    const zones = new Set(ground.hosts.map(({ zone }) => zone));
    this.#zoneKeys = new Map([...zones].map((zone) => [zone, randomBytes(KEY_BYTES).toString('hex')]));
    this.#auditKeysFile = join(ground.folder, 'audit_keys');
    // One of an earlier run stays: what that wrote can still be verified.
    if (!existsSync(this.#auditKeysFile))
      writeFileSync(this.#auditKeysFile, `sandbox=${randomBytes(KEY_BYTES).toString('hex')}`, { mode: 0o600 });
  }

  get zones(): string[] {
    return [...this.#zoneKeys.keys()];
  }

  startApi(
    { port, host = BOTH_LOOPBACKS }: { port: number; host?: string | undefined },
    { issuer, audience, readyFile }: Pick<IdentityPlace, 'issuer' | 'audience'> & { readyFile: string },
  ): void {
    this.#start('api', 'api', {
      ZONE_KEYS: [...this.#zoneKeys].map((pair) => pair.join('=')).join(','),
      PORT: String(port),
      HOST: host,
      OIDC_ISSUER: issuer,
      OIDC_JWKS_URI: `${issuer}/jwks`,
      OIDC_AUDIENCE: audience,
      READY_FILE: readyFile,
      ENVIRONMENT_NAME: 'Sandbox',
      BROWSER_ORIGIN: `http://localhost:${port}`,
      BROWSER_CLIENT_ID: BROWSER_CLIENT,
      BROWSER_CLIENT_SECRET: secretOf(BROWSER_CLIENT),
      BROWSER_SESSION_KEY: randomBytes(KEY_BYTES).toString('hex'),
      ...GENEROUS_LIMITS,
    });
  }

  /** By SSH where Ansible is not installed: the sandbox needs no more than Node and Redis. */
  transportOf(zone: string): string {
    const wished = this.ground.hosts.find((host) => host.zone === zone)?.transport ?? 'ssh';
    return ['ansible-playbook', 'ssh', 'ssh-agent'].every(hasProgram) ? wished : 'ssh';
  }

  /** The worker of a zone gets the keys and the passwords of that zone, and no others. */
  startWorker(zone: string): void {
    const hosts = this.ground.hosts.filter((host) => host.zone === zone);
    const secrets = join(this.ground.folder, `worker-${zone}`);
    mkdirSync(secrets, { mode: 0o700 });
    const write = (name: string, text: string) => {
      const path = join(secrets, name);
      writeFileSync(path, text, { mode: 0o600 });
      return path;
    };
    const env = this.#start('worker', `worker-${zone}`, {
      ZONE_KEYS_FILE: write('zone_keys', `${zone}=${this.#zoneKeys.get(zone)}`),
      WORKER_ZONES: zone,
      WORKER_TRANSPORTS: `${zone}=${this.transportOf(zone)}`,
      ANSIBLE_DIR: PLAYBOOKS,
      METRICS_PORT: String(this.ground.metricsPorts[this.zones.indexOf(zone)]),
      SSH_PRIVATE_KEY_FILE: write('id_ed25519', hosts[0]?.privateKey ?? ''),
      SSH_KNOWN_HOSTS_FILE: write('known_hosts', hosts.map(({ knownHost }) => knownHost).join('')),
      INFORMATICA_CREDENTIALS_FILE: write('informatica.csv', hosts[0]?.credentials ?? ''),
    });
    this.workers.push(env);
  }

  #start(app: 'api' | 'worker', name: string, settings: Environment): Environment {
    const { folder, csv, redis } = this.ground;
    const env = {
      REDIS_URL: redis.url,
      REDIS_PREFIX: redis.prefix,
      AUDIT_DIR: join(folder, 'audit'),
      AUDIT_KEYS_FILE: this.#auditKeysFile,
      ...NO_ROOM_HELD,
      INVENTORY_FILE: csv.inventory,
      GCR_FILE: csv.gcr,
      DIRECTORY_FILE: csv.directory,
      RULES_RELOAD_MS: String(RULES_RELOAD_MS),
      ...settings,
    };
    const args = [programFile(app)];
    this.children.start({
      name,
      command: process.execPath,
      args,
      env,
      logFile: join(folder, `${name}.log`),
      turn: 'first',
    });
    return env;
  }
}
