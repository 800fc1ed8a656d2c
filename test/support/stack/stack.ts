import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../libs/platform/src/testing/free-port.js';
import { assertAuditIsSound } from '../audit/audit-check.js';
import { Processes, type Running } from '../processes.js';
import { Apps, type Settings } from './apps.js';
import { AuditFiles } from './audit-files.js';
import { DOMAIN, type HostLogin, writeCsvFiles, ZONE } from './estate.js';
import { findHostUser, type HostUser } from './host-user.js';
import { Informatica } from './informatica.js';
import { Issuer } from './issuer.js';
import { JobsClient } from './jobs-client.js';
import { RedisServer } from './redis-server.js';
import { Sshd } from './sshd.js';
import type { TransportName } from './transports.js';

/** How a stack differs from the usual one. */
export interface StackOptions {
  /** Names of the workers to start; none: no worker. */
  workers?: readonly string[];
  /** Environment of api and workers, over ours. */
  settings?: Settings;
  /** How the worker reaches its hosts; by ssh unless named. */
  transport?: TransportName;
  /** Of Informatica's technical user. */
  password?: string;
  /** Where the host of the foreign zone is, if the test has one. */
  foreign?: HostLogin;
}

/** Where the folders of stacks lie: everybody may pass through them, for the host's user is somebody else. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'etlaas-e2e-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** The whole product on one machine: redis, identity provider, a real sshd with simulated programs, api and workers. */
export class Stack {
  private readonly workers = new Map<string, Running>();
  private readonly others: Running[] = [];
  private known: { running: Running; client: JobsClient } | undefined;

  private constructor(
    readonly processes: Processes,
    readonly user: HostUser,
    readonly parts: { folder: string; redis: RedisServer; issuer: Issuer; sshd: Sshd; informatica: Informatica },
    readonly apps: Apps,
  ) {}

  /** Resolves when the api answers and the workers are ready. What was started is ended where that fails. */
  static async start({ workers = ['worker'], ...options }: StackOptions = {}) {
    const processes = new Processes();
    const folder = makeFolder();
    try {
      const stack = await Stack.build(processes, folder, options);
      await Promise.all([stack.startApi(), ...workers.map((name) => stack.startWorker(name))]);
      return stack;
    } catch (error) {
      await processes.endAll();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  private static async build(
    processes: Processes,
    folder: string,
    { settings, password = 'not-searched-for', foreign, transport }: Omit<StackOptions, 'workers'>,
  ): Promise<Stack> {
    const user = findHostUser();
    const sshFolder = join(folder, 'sshd');
    mkdirSync(sshFolder);
    const sshd = await Sshd.start(processes, user, sshFolder);
    const redis = await RedisServer.start(processes, folder);
    const informatica = Informatica.install(join(folder, 'informatica'), DOMAIN, password);
    const parts = { folder, redis, issuer: await Issuer.start(), sshd, informatica };
    const login = { port: sshd.port, user: user.name, infaHome: informatica.home };
    const csv = writeCsvFiles(folder, login, foreign);
    const transports = transport && { WORKER_TRANSPORTS: `${ZONE}=${transport}` };
    return new Stack(processes, user, parts, new Apps(processes, { ...parts, csv }, { ...transports, ...settings }));
  }

  get api(): JobsClient {
    return this.started.client;
  }

  get apiProcess(): Running {
    return this.started.running;
  }

  get audit(): AuditFiles {
    return new AuditFiles(this.apps.auditDirectory);
  }

  worker(name = 'worker'): Running {
    const running = this.workers.get(name);
    if (!running) throw new Error(`there is no worker ${name}`);
    return running;
  }

  async startApi(over?: Settings): Promise<void> {
    const running = await this.apps.startApi(over);
    this.known = { running, client: await this.clientOf(this.apps.port) };
  }

  /** One more process of the API beside the first, and who speaks with it. */
  async startOtherApi(): Promise<JobsClient> {
    const port = await freePort();
    this.others.push(await this.apps.startApiOn(port));
    return this.clientOf(port);
  }

  private async clientOf(port: number): Promise<JobsClient> {
    const client = new JobsClient(`http://127.0.0.1:${port}`, this.parts.issuer);
    await client.readDocument();
    return client;
  }

  async startWorker(name: string, over?: Settings): Promise<Running> {
    const running = await this.apps.startWorker(name, over);
    this.workers.set(name, running);
    return running;
  }

  /** How many jobs Bull counts as being worked on. */
  activeJobs(): Promise<number> {
    return this.parts.redis.client.llen(`etlaas:bull:informatica:${ZONE}:active`);
  }

  /** Ends everything that was started; belongs into afterAll. */
  async end(): Promise<void> {
    // The apps first: without what they lean on they would end late.
    await Promise.all([...this.workers.values(), ...this.others, this.known?.running].map((app) => app?.end()));
    this.parts.redis.close();
    await this.processes.endAll();
    await this.parts.issuer.stop();
    assertAuditIsSound(this.apps.auditDirectory, this.apps.auditKey);
    rmSync(this.parts.folder, { recursive: true, force: true });
  }

  private get started() {
    if (!this.known) throw new Error('the api was not started');
    return this.known;
  }
}
