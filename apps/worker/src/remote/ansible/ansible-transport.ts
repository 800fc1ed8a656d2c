import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { AppError, type AppLogger, SettingsError } from '#libs/platform';
import { type RemoteHost, sudoUserOf, wayTo } from '../remote-host.js';
import { preparation } from '../script/preparation.js';
import type { HostKeys } from '../ssh/host-keys.js';
import type { SshIdentity } from '../ssh/ssh-connection.js';
import type { Transport, TransportRun } from '../transport.js';
import { type FilesBasis, HostFiles } from './host-files.js';
import { ownEnvironment } from './own-environment.js';
import { type PlaybookLimits, PlaybookPool } from './playbook-pool.js';
import { PlaybookGone, PlaybookRun } from './playbook-run.js';
import { SshAgent } from './ssh-agent.js';
import { wayFault } from './way-fault.js';

/** One that waited may end in the moment in which it is taken; the next is new. */
const TRIES = 2;

const END_CONNECTION_WITHIN_MS = 2_000;

/** Our key, and the pinned keys that OpenSSH must know too. */
export type AnsibleIdentity = SshIdentity & { hostKeys: Pick<HostKeys, 'typesOf' | 'linesFor'> };

/** What the transport is set up with. */
export interface AnsibleOptions {
  /** The folder `ansible` of the product, with the playbook and its plugins. */
  folder: string;
  limits: PlaybookLimits;
}

/** What lives as long as the transport. */
interface Workspace {
  folder: string;
  agent: SshAgent;
}

/**
 * Scripts through `ansible-playbook`: processes that stay, each with one host, over Ansible's own persistent connection.
 *
 * What a script prints arrives when it has ended, not before.
 */
export class AnsibleTransport implements Transport {
  readonly name = 'ansible';
  private readonly pool: PlaybookPool;
  private readonly hosts = new Map<string, HostFiles>();
  private folders = 0;

  private constructor(
    private readonly workspace: Workspace,
    private readonly identity: AnsibleIdentity,
    private readonly options: AnsibleOptions,
    private readonly logger: AppLogger,
  ) {
    this.pool = new PlaybookPool(options.limits);
  }

  /** Rejects with a `SettingsError` where ansible-playbook or OpenSSH's programs are missing. */
  static async open(identity: AnsibleIdentity, options: AnsibleOptions, logger: AppLogger): Promise<AnsibleTransport> {
    assertPlaybookThere();
    // Short, because sockets stand in it; private, because of what a socket gives.
    const folder = mkdtempSync(join(tmpdir(), 'etlaas-'));
    try {
      const workspace = { folder, agent: await SshAgent.start(folder, identity) };
      return new AnsibleTransport(workspace, identity, options, logger);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async execute(host: RemoteHost, script: string, run: TransportRun): Promise<void> {
    const [name, files] = this.filesOf(host);
    const start = (onEnd: () => void) => new PlaybookRun(host, files, this.logger, onEnd);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.pool.with(name, start, run, (playbook) => playbook.execute(`${preparation()}${script}`, run));
      } catch (error) {
        if (!(error instanceof PlaybookGone)) throw error;
        if (attempt === TRIES) throw wayFault(host, `ansible-playbook: ${error.message}`);
      }
    }
  }

  /** How many of its processes do something, and how many scripts wait for one. */
  get use(): PlaybookPool['use'] {
    return this.pool.use;
  }

  async close(): Promise<void> {
    await this.pool.close();
    await Promise.all([...this.hosts.values()].map(endConnection));
    await this.workspace.agent.close();
    rmSync(this.workspace.folder, { recursive: true, force: true });
  }

  private filesOf(host: RemoteHost): [name: string, files: HostFiles] {
    const name = `${wayTo(host)} as ${sudoUserOf(host) ?? host.user}`;
    const { folder, agent } = this.workspace;
    const basis = { folder, ansible: this.options.folder, agent: agent.socket, hostKeys: this.identity.hostKeys };
    const files = this.hosts.get(name) ?? this.write(host, basis);
    this.hosts.set(name, files);
    return [name, files];
  }

  private write(host: RemoteHost, basis: FilesBasis): HostFiles {
    this.folders += 1;
    try {
      return HostFiles.write(host, basis, String(this.folders));
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      const message = 'The worker cannot write the files that Ansible needs: look at its temporary folder.';
      throw new AppError('HOST_UNREACHABLE', message, { cause });
    }
  }
}

/** The connection of ssh outlives the playbook that opened it. */
const endConnection = (files: HostFiles): Promise<unknown> =>
  promisify(execFile)('ssh', files.endOfConnection, {
    env: ownEnvironment(),
    timeout: END_CONNECTION_WITHIN_MS,
  }).catch(() => undefined);

/** Throws a `SettingsError` without ansible-playbook. Starting it only to ask for its version would take a second. */
export function assertPlaybookThere(): void {
  const folders = (ownEnvironment()['PATH'] ?? '').split(delimiter);
  if (folders.some((folder) => existsSync(join(folder, 'ansible-playbook')))) return;
  throw new SettingsError(['WORKER_TRANSPORTS: ansible needs ansible-playbook: install ansible-core']);
}
