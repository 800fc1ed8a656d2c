import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchAccessToken } from './access-token.js';
import { ApiClient } from './api-client.js';
import { Apps } from './apps.js';
import { ChildProcesses } from './child-processes.js';
import { writeCsvFiles } from './csv-files.js';
import { type EstateHost, setDelayScale, startEstate } from './estate.js';
import { tellWhatNext } from './farewell.js';
import { type IdentityPlace, startIdentityProvider } from './identity/start.js';
import type { Lifetime } from './lifetime.js';
import { ensurePortIsFree, findFreePorts, isListening } from './ports.js';
import { borrowRedis, type RedisPlace, startRedis } from './redis.js';
import { announce } from './running.js';
import type { SandboxSettings } from './settings.js';
import { makeStateFolder, plainNameOf } from './state-folder.js';
import { type Story, seconds } from './story.js';
import { Tour } from './tour.js';
import { waitUntil } from './wait-until.js';

/** During the tour the programs do not pretend to think: it is played at every start, before anybody may go on. */
const TOUR_DELAY_SCALE = 0;

interface Parts {
  redis: RedisPlace;
  identity: IdentityPlace;
  hosts: EstateHost[];
}

/** The sandbox: brings everything up, plays the tour, says what to do next. `life` ends it at any moment. */
export class Sandbox {
  readonly #origin: string;

  constructor(
    private readonly settings: SandboxSettings,
    private readonly life: Lifetime,
    private readonly story: Story,
  ) {
    this.#origin = `http://localhost:${settings.port}`;
  }

  async start(): Promise<void> {
    const { port } = this.settings;
    await ensurePortIsFree(port);
    const folder = makeStateFolder(port);
    this.story.title(`etlaas sandbox on ${this.#origin}`);
    const children = new ChildProcesses(this.life);
    const parts = await this.story.timed(
      'Redis, an OpenID provider, two SSH hosts with simulated Informatica programs',
      this.#startParts(folder, children),
    );
    const readyFile = join(folder, 'tour-is-over');
    const apps = new Apps({ folder, ...parts, csv: writeCsvFiles(folder, parts.hosts) }, children);
    await this.story.timed('the api, and a worker for each zone', this.#startApps(apps, readyFile, parts.identity));
    await this.#playTour(parts);
    await waitUntil('the api does not see a worker in each zone', () => this.#hasWorkers(), this.life);
    setDelayScale(parts.hosts, this.settings.delayScale);
    writeFileSync(readyFile, '');
    announce(port, parts.identity.issuer, this.life);
    if (!this.settings.once) tellWhatNext(this.story, { port, folder });
  }

  async #startParts(folder: string, children: ChildProcesses): Promise<Parts> {
    const { port, redisUrl } = this.settings;
    const { life } = this;
    const [redisPort = 0, identityPort = 0] = await findFreePorts(2);
    const hostsFolder = join(folder, 'hosts');
    mkdirSync(hostsFolder);
    const [redis, identity, hosts] = await Promise.all([
      redisUrl ? borrowRedis(redisUrl, port) : startRedis(redisPort, folder, { children, life }),
      startIdentityProvider(identityPort, { apiPort: port, folder, children, life }),
      startEstate(plainNameOf(hostsFolder, life), TOUR_DELAY_SCALE, life),
    ]);
    return { redis, identity, hosts };
  }

  /** The first worker is the tour's. The others start while it is played: on two cores that is half a second less. */
  async #startApps(apps: Apps, readyFile: string, identity: IdentityPlace): Promise<void> {
    const [tourZone = '', ...otherZones] = apps.zones;
    apps.startApi(this.settings.port, { ...identity, readyFile });
    apps.startWorker(tourZone);
    await waitUntil('the api does not answer', () => isListening(this.settings.port), this.life);
    for (const zone of otherZones) apps.startWorker(zone);
  }

  /** The API says "not ready" until the tour is over, but also which workers it sees. */
  async #hasWorkers(): Promise<boolean> {
    const answer = await fetch(`${this.#origin}/health/ready`);
    const { zones } = (await answer.json()) as { zones: { workers: number }[] };
    return zones.length > 0 && zones.every(({ workers }) => workers > 0);
  }

  async #playTour({ identity }: Parts): Promise<void> {
    const began = performance.now();
    this.story.title('The tour: mae-batch asks over HTTP; api → Bull → worker → SSH → infacmd.sh, pmcmd');
    this.story.note(
      `The simulated programs answer at once; after the tour at ${this.settings.delayScale} of real delays.`,
    );
    const token = await fetchAccessToken(identity.issuer, 'mae-batch');
    await new Tour(new ApiClient(this.#origin, token), this.story).play();
    this.story.line(
      `\n  ${this.story.paint('green', 'The tour is over')}, after ${seconds(performance.now() - began)}.`,
    );
  }
}
