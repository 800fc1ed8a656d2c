import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EtlaasClient } from '#client';
import { tokenSourceOf } from './access-token.js';
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

/** The zone of the tour's domain. */
const TOUR_ZONE = 'docker';

/** Each look is an HTTP request. */
const LOOK_FOR_WORKERS_MS = 100;

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
      'Redis, two SSH hosts with simulated Informatica programs',
      this.#startParts(folder, children),
    );
    const readyFile = join(folder, 'tour-is-over');
    const metricsPorts = await findFreePorts(parts.hosts.length);
    const csv = writeCsvFiles(folder, parts.hosts);
    const apps = new Apps({ folder, ...parts, csv, metricsPorts }, children);
    await this.story.timed('an OpenID provider, the api, a worker', this.#startApps(apps, readyFile, parts.identity));
    this.story.note(apps.zones.map((zone) => `zone ${zone}: by ${apps.transportOf(zone)}`).join('; '));
    await Promise.all([this.#playTour(parts), this.#startOtherWorkers(apps)]);
    setDelayScale(parts.hosts, this.settings.delayScale);
    writeFileSync(readyFile, '');
    announce(port, { issuer: parts.identity.issuer, workers: apps.workers }, this.life);
    if (!this.settings.once) tellWhatNext(this.story, { port, folder });
  }

  async #startParts(folder: string, children: ChildProcesses): Promise<Parts> {
    const { port, host, redisUrl } = this.settings;
    const { life } = this;
    const [redisPort = 0, freePort = 0] = await findFreePorts(2);
    const identityPort = this.settings.identityPort ?? freePort;
    const hostsFolder = join(folder, 'hosts');
    mkdirSync(hostsFolder);
    const identity = startIdentityProvider(identityPort, { apiPort: port, host, folder, children });
    const [redis, hosts] = await Promise.all([
      redisUrl ? borrowRedis(redisUrl, port) : startRedis(redisPort, folder, { children, life }),
      startEstate(plainNameOf(hostsFolder, life), TOUR_DELAY_SCALE, life),
    ]);
    return { redis, identity, hosts };
  }

  /** Starting is a matter of processor time: the tour needs one worker only, and the provider its first token. */
  async #startApps(apps: Apps, readyFile: string, identity: IdentityPlace): Promise<void> {
    const { port, host } = this.settings;
    apps.startApi({ port, host }, { ...identity, readyFile });
    apps.startWorker(TOUR_ZONE);
    await waitUntil('the api does not answer', () => isListening(port), this.life);
    await waitUntil('the OpenID provider does not listen', identity.isUp, this.life);
  }

  /** While the tour is played; on two cores that is half a second less than all at once. */
  async #startOtherWorkers(apps: Apps): Promise<void> {
    await this.#waitForWorkers([TOUR_ZONE]);
    for (const zone of apps.zones) if (zone !== TOUR_ZONE) apps.startWorker(zone);
    await this.#waitForWorkers(apps.zones);
  }

  #waitForWorkers(zones: readonly string[]): Promise<void> {
    const what = `the api sees no worker in each zone of ${zones.join(', ')}`;
    return waitUntil(what, () => this.#hasWorkers(zones), this.life, LOOK_FOR_WORKERS_MS);
  }

  /** The API says "not ready" until the tour is over, but also which workers it sees. */
  async #hasWorkers(wanted: readonly string[]): Promise<boolean> {
    const answer = await fetch(`${this.#origin}/health/ready`);
    const { zones } = (await answer.json()) as { zones: { zone: string; workers: number }[] };
    return wanted.every((name) => zones.some(({ zone, workers }) => zone === name && workers > 0));
  }

  async #playTour({ identity }: Parts): Promise<void> {
    const began = performance.now();
    this.story.title('The tour: mae-batch asks over HTTP; api → Bull → worker → SSH → infacmd.sh, pmcmd');
    this.story.note(
      `The simulated programs answer at once; after the tour at ${this.settings.delayScale} of real delays.`,
    );
    const token = tokenSourceOf(identity.issuer, 'mae-batch');
    await new Tour(new EtlaasClient({ baseUrl: this.#origin, token }), this.story).play();
    this.story.line(
      `\n  ${this.story.paint('green', 'The tour is over')}, after ${seconds(performance.now() - began)}.`,
    );
  }
}
