import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EtlaasClient, type TokenSource } from '#client';
import { tokenSourceOf } from './access-token.js';
import { Apps } from './apps.js';
import { ChildProcesses } from './child-processes.js';
import { writeCsvFiles } from './csv-files.js';
import { type EstateHost, setDelayScale, startEstate } from './estate.js';
import { tellAddresses, tellWhatNext } from './farewell.js';
import { type IdentityPlace, startIdentityProvider } from './identity/start.js';
import type { Lifetime } from './lifetime.js';
import { ensurePortIsFree, findFreePorts, isListening, speaksSsh } from './ports.js';
import { borrowRedis, type RedisPlace, startRedis } from './redis.js';
import { announce } from './running.js';
import type { SandboxSettings } from './settings.js';
import { sinceStartMs } from './since-start.js';
import { makeStateFolder, plainNameOf } from './state-folder.js';
import { type Story, seconds } from './story.js';
import { Tour } from './tour.js';
import { waitUntil } from './wait-until.js';

/** During the tour the programs do not pretend to think: it is played at every start, to people who want to go on. */
const TOUR_DELAY_SCALE = 0;

/** Each look is an HTTP request. */
const LOOK_FOR_WORKERS_MS = 50;

interface Parts {
  redis: RedisPlace;
  identity: IdentityPlace;
  hosts: EstateHost[];
}

/** The sandbox: brings everything up, says so, plays the tour, says what to do next. `life` ends it at any moment. */
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
    const metricsPorts = await findFreePorts(parts.hosts.length);
    const csv = writeCsvFiles(folder, parts.hosts);
    const apps = new Apps({ folder, ...parts, csv, metricsPorts }, children);
    const token = tokenSourceOf(parts.identity.issuer, 'mae-batch');
    const readyFile = join(folder, 'ready');
    await this.story.timed(
      'an OpenID provider, the api, a worker in each zone',
      this.#startApps(apps, { ...parts, readyFile, token }),
    );
    writeFileSync(readyFile, '');
    announce(port, { issuer: parts.identity.issuer, workers: apps.workers }, this.life);
    this.#tellReady(apps, folder);
    await this.#playTour(token).catch((error: unknown) => this.#tellBroken(error));
    setDelayScale(parts.hosts, this.settings.delayScale);
    if (!this.settings.once) tellWhatNext(this.story, port);
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

  /** Resolves when everything would do what somebody asks of it. */
  async #startApps(
    apps: Apps,
    { identity, hosts, readyFile, token }: Parts & { readyFile: string; token: TokenSource },
  ): Promise<void> {
    const { port, host } = this.settings;
    apps.startApi({ port, host }, { ...identity, readyFile });
    for (const zone of apps.zones) apps.startWorker(zone);
    await waitUntil('the api does not answer', () => isListening(port), this.life);
    await waitUntil('the OpenID provider does not listen', identity.isUp, this.life);
    // A refusal is told as it is: what listens answers, so there is nothing to wait for.
    await token();
    const what = `the api sees no worker in each zone of ${apps.zones.join(', ')}`;
    await waitUntil(what, () => this.#hasWorkers(apps.zones), this.life, LOOK_FOR_WORKERS_MS);
    for (const each of hosts)
      await waitUntil(`${each.hostname} does not answer`, () => speaksSsh(each.port), this.life);
  }

  /** The API says "not ready" until we do, but also which workers it sees. */
  async #hasWorkers(wanted: readonly string[]): Promise<boolean> {
    const answer = await fetch(`${this.#origin}/health/ready`);
    const { zones } = (await answer.json()) as { zones: { zone: string; workers: number }[] };
    return wanted.every((name) => zones.some(({ zone, workers }) => zone === name && workers > 0));
  }

  #tellReady(apps: Apps, folder: string): void {
    const zones = apps.zones.map((zone) => `zone ${zone} by ${apps.transportOf(zone)}`).join(', ');
    const ready = this.story.paint('green', `Ready ${seconds(sinceStartMs())} after the start`);
    this.story.line(`\n  ${ready}: the api, a worker in each zone (${zones}), the hosts.`);
    if (!this.settings.once) tellAddresses(this.story, this.settings.port, folder);
  }

  async #playTour(token: TokenSource): Promise<void> {
    const began = performance.now();
    this.story.title('The tour: mae-batch asks over HTTP; api → Bull → worker → SSH → infacmd.sh, pmcmd');
    this.story.note(
      `The simulated programs answer at once; after the tour at ${this.settings.delayScale} of real delays.`,
    );
    await new Tour(new EtlaasClient({ baseUrl: this.#origin, token }), this.story).play();
    this.story.line(
      `\n  ${this.story.paint('green', 'The tour is over')}, after ${seconds(performance.now() - began)}.`,
    );
  }

  /** Who was told "ready" may have stopped the tour's service before the tour came to it: that ends nothing. */
  #tellBroken(error: unknown): void {
    if (this.settings.once || this.life.isEnding) throw error;
    this.story.line(`\n  ${this.story.paint('red', 'The tour did not come to its end.')} ${(error as Error).message}`);
  }
}
