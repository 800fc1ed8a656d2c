import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Child, nodeArguments } from './child.js';
import { ANSIBLE_ZONE, type Estate, ZONE } from './estate.js';
import type { Lifetime } from './lifetime.js';
import { type Places, programFile, ROOT } from './places.js';
import type { Identity } from './token-issuer.js';

/** What the apps lean on. */
export interface Ground {
  estate: Estate;
  identity: Identity;
  redisUrl: string;
  places: Places;
  life: Lifetime;
}

const ZONES = [ZONE, ANSIBLE_ZONE];

type App = 'api' | 'worker';

/** Above what one caller can send in a minute, but not off: what counting costs belongs into the rates. */
const MANY = String(1_000_000_000);

/** The built api and worker as processes, configured by their environment only, else with their own defaults. */
export class Apps {
  readonly #auditKey = `bench=${randomBytes(32).toString('hex')}`;
  readonly #zoneKeys = ZONES.map((zone) => `${zone}=${randomBytes(32).toString('hex')}`).join(',');

  constructor(private readonly ground: Ground) {}

  /** Starts an API, `over` over our settings, with arguments of Node.js if need be; its origin is `http://127.0.0.1:<port>`. */
  startApi(port: number, over: Record<string, string> = {}, ofNode: readonly string[] = []): Promise<Child> {
    const { identity } = this.ground;
    const settings = {
      PORT: String(port),
      HOST: '127.0.0.1',
      OIDC_ISSUER: identity.issuer,
      OIDC_JWKS_URI: identity.jwksUri,
      OIDC_AUDIENCE: identity.audience,
      RATE_LIMIT_READS: MANY,
      RATE_LIMIT_WRITES: MANY,
      ...over,
    };
    const isReady = async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok;
    return this.#start('api', settings, isReady, ofNode);
  }

  /** Starts the worker; it is ready when the API on `apiPort` sees it. */
  startWorker(apiPort: number): Promise<Child> {
    const { files, login } = this.ground.estate;
    const settings = {
      WORKER_ZONES: ZONES.join(','),
      WORKER_TRANSPORTS: `${ANSIBLE_ZONE}=ansible`,
      ANSIBLE_DIR: join(ROOT, 'ansible'),
      SSH_PRIVATE_KEY_FILE: login.privateKey,
      SSH_KNOWN_HOSTS_FILE: files.knownHosts,
      INFORMATICA_CREDENTIALS_FILE: files.credentials,
    };
    return this.#start('worker', settings, () => seesWorker(apiPort));
  }

  #start(
    app: App,
    settings: Record<string, string>,
    isReady: () => Promise<boolean>,
    ofNode: readonly string[] = [],
  ): Promise<Child> {
    const { redisUrl, places, estate, life } = this.ground;
    const env = {
      REDIS_URL: redisUrl,
      AUDIT_DIR: join(places.own, 'audit'),
      AUDIT_KEYS: this.#auditKey,
      INVENTORY_FILE: estate.files.inventory,
      GCR_FILE: estate.files.gcr,
      DIRECTORY_FILE: estate.files.directory,
      ZONE_KEYS: this.#zoneKeys,
      ...settings,
    };
    const logFile = join(places.own, `${app}.log`);
    return Child.start(
      {
        name: `the ${app}`,
        command: process.execPath,
        args: nodeArguments(...ofNode, programFile(app)),
        env,
        logFile,
        isReady,
      },
      life,
    );
  }
}

async function seesWorker(apiPort: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${apiPort}/health/ready`);
  const { zones } = (await answer.json()) as { zones: { workers: number }[] };
  return zones.length > 0 && zones.every(({ workers }) => workers > 0);
}
