import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, jest } from '@jest/globals';
import { freePort } from '../../libs/platform/src/testing/free-port.js';
import { ApiClient, type Job } from './api-client.js';
import { assertAuditIsSound, auditChains } from './audit/audit-check.js';
import { Contract } from './contract.js';
import { inRoot, programFile } from './paths.js';
import { Processes, type Running } from './processes.js';

/** Two busy cores: nothing that works takes this long. */
const WITHIN_MS = 120_000;

/** Every client of the sandbox's OpenID provider. */
export const CLIENTS = ['mae-batch', 'rcr-batch', 'mae-viewer', 'e2s-ops', 'stranger'] as const;
export type ClientName = (typeof CLIENTS)[number];
type Zone = 'docker' | 'vm';

/** A line that a simulated program wrote about itself, and a rule for how one misbehaves: see its README. */
interface LedgerEntry {
  program: string;
  command: string;
  target?: string;
  phase: 'start' | 'effect' | 'end';
}
type Rule = Omit<LedgerEntry, 'phase'> & { does: string; times?: number; ms?: number };

/** A record of the audit files. */
export interface AuditRecord extends Record<string, unknown> {
  event: string;
  app: string;
  correlation_id: string;
  response_http_code: number | null;
  job_id?: string;
}

/** How a program ended and what it printed. */
export interface Printed {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a built program to its end, with nothing in its environment but PATH and `env`. */
export function runBuilt(program: string, env: Record<string, string>, ...args: string[]): Promise<Printed> {
  const options = { env: { PATH: process.env['PATH'] ?? '', ...env }, timeout: WITHIN_MS };
  return new Promise((done) => {
    execFile(process.execPath, [programFile(program), ...args], options, (error, stdout, stderr) => {
      done({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr });
    });
  });
}

/** Where the sandbox on a port keeps its state. */
export const stateFolder = (port: number): string => inRoot('.sandbox', String(port));

/** Starts a sandbox, which says a moment later that it is ready, and then plays its tour. */
export function launchSandbox(processes: Processes, port: number): Running {
  return processes.start({
    name: `sandbox on ${port}`,
    command: process.execPath,
    args: [programFile('sandbox')],
    env: { PORT: String(port), SANDBOX_DELAY_SCALE: '0' },
  });
}

/** Starts a sandbox and waits until it does nothing by itself any more: its tour stops a service and starts it. */
export function startSandbox(processes: Processes, port: number): Promise<Running> {
  return hasPlayed(launchSandbox(processes, port));
}

/** Waits for the end of the tour. */
export const hasPlayed = (sandbox: Running): Promise<Running> =>
  sandbox.becomes('has played its tour', () => /The tour is over.*Ctrl-C ends/s.test(sandbox.log));

/** A sandbox of a test file's own: its clients, and what it did behind the API's back. */
export class Sandbox {
  port = 0;
  readonly processes = new Processes();
  readonly #tokens = new Map<string, string>();
  readonly #frozen = new Set<Zone>();
  #contract: Contract | undefined;

  async start(): Promise<void> {
    this.port = await freePort();
    await startSandbox(this.processes, this.port);
    this.#contract = await Contract.readFrom(new ApiClient(this.port));
    await Promise.all(CLIENTS.map(async (name) => this.#tokens.set(name, await this.#fetchToken(name))));
  }

  /** Ends it, and takes its state away unless KEEP_SANDBOX is set: logs, audit and ledger of a test that failed. */
  async end(): Promise<void> {
    for (const zone of this.#frozen) this.freezeWorker(zone, false);
    await this.processes.endAll();
    assertAuditIsSound(this.#auditFolder, this.read('audit_keys').split('=')[1] ?? '');
    if (!process.env['KEEP_SANDBOX']) rmSync(stateFolder(this.port), { recursive: true, force: true });
  }

  get issuer(): string {
    return (JSON.parse(this.read('sandbox.json')) as { issuer: string }).issuer;
  }

  token(name: ClientName): string {
    return this.#tokens.get(name) ?? '';
  }

  as(name: ClientName): ApiClient {
    return this.with(this.token(name));
  }

  /** A caller with any text as token, or without one. Each answer to it must be as the OpenAPI document says. */
  with(token?: string): ApiClient {
    return new ApiClient(this.port, token, (answer) => this.#contract?.check(answer));
  }

  read(...path: string[]): string {
    return readFileSync(join(stateFolder(this.port), ...path), 'utf8');
  }

  /** What ran on the hosts, whatever was printed. */
  ledger(): LedgerEntry[] {
    return this.#hosts().flatMap((host) => parseLines(this.read('hosts', host, 'informatica/state/ledger.jsonl')));
  }

  /** How often a command had its effect on a target. */
  effects(command: string, target: string): number {
    const isIt = (entry: LedgerEntry) => entry.command === command && entry.target === target;
    return this.ledger().filter((entry) => entry.phase === 'effect' && isIt(entry)).length;
  }

  /** Lets programs on the host of DOM_MAE_D01 misbehave. */
  misbehave(...rules: Rule[]): void {
    const file = join(stateFolder(this.port), 'hosts/etl-mae-d01.sandbox.socgen/informatica/state/scenario.json');
    writeFileSync(file, JSON.stringify(rules));
  }

  auditRecords(): AuditRecord[] {
    const lines = [...auditChains(this.#auditFolder).values()].flat();
    return lines.map((line) => JSON.parse(line) as AuditRecord);
  }

  /** Stops the worker of a zone in its tracks (SIGSTOP), or lets it go on: in between, jobs stay queued. */
  freezeWorker(zone: Zone, isFrozen: boolean): void {
    const [first] = parseLines<{ pid: number }>(this.read(`worker-${zone}.log`));
    if (first) process.kill(first.pid, isFrozen ? 'SIGSTOP' : 'SIGCONT');
    if (isFrozen) this.#frozen.add(zone);
    else this.#frozen.delete(zone);
  }

  /** Every job there is, as ops sees them. */
  async allJobs(): Promise<Job[]> {
    const jobs: Job[] = [];
    let token: unknown;
    do {
      const page = await this.as('e2s-ops').get(`/v1/jobs?pageSize=100${token ? `&pageToken=${token}` : ''}`);
      jobs.push(...(page.body['jobs'] as Job[]));
      token = page.body['nextPageToken'];
    } while (token);
    return jobs;
  }

  get #auditFolder(): string {
    return join(stateFolder(this.port), 'audit');
  }

  #hosts(): string[] {
    return readdirSync(join(stateFolder(this.port), 'hosts'));
  }

  async #fetchToken(client: string): Promise<string> {
    const answer = await fetch(`${this.issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${client}:${client}-secret`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }
}

/** A sandbox for a whole test file: started before its first test, ended by its pid after the last. */
export function useSandbox(): Sandbox {
  jest.setTimeout(WITHIN_MS);
  const sandbox = new Sandbox();
  beforeAll(() => sandbox.start(), WITHIN_MS);
  afterAll(() => sandbox.end(), WITHIN_MS);
  return sandbox;
}

const parseLines = <T>(text: string): T[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as T);
