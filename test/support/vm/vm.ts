import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Processes } from '../processes.js';
import { findHostUser } from '../stack/host-user.js';
import { Sshd } from '../stack/sshd.js';
import { type Outcome, Playbook } from './playbook.js';

/** What a playbook installs. */
export type AppName = 'api' | 'worker';

/** Variables of Ansible. */
export type Variables = Readonly<Record<string, unknown>>;

/**
 * A VM as Ansible sees it: an SSH server. It is this machine, so everything that is installed lies in a folder of the
 * test, and the worker's user is one that exists. Where root runs the tests, root logs in, as on a VM.
 */
export class Vm {
  /** Whose the installed worker is. */
  readonly account = findHostUser();
  private files = 0;

  private constructor(
    readonly sshd: Sshd,
    readonly folder: string,
    /** The operator's side. */
    readonly playbook: Playbook,
  ) {}

  static async start(processes: Processes, folder: string): Promise<Vm> {
    const sshFolder = join(folder, 'sshd');
    mkdirSync(sshFolder);
    const { uid, gid, username } = userInfo();
    const sshd = await Sshd.start(processes, { name: username, uid, gid }, sshFolder);
    mkdirSync(join(folder, 'vm', 'systemd'), { recursive: true });
    const knownHosts = join(folder, 'known_hosts');
    writeFileSync(knownHosts, sshd.knownAs('127.0.0.1'));
    const own = [`UserKnownHostsFile=${knownHosts}`, 'GlobalKnownHostsFile=none', 'StrictHostKeyChecking=yes'];
    const shared = ['ControlMaster=auto', 'ControlPersist=30s', `IdentityFile=${join(sshFolder, 'login')}`];
    return new Vm(sshd, folder, new Playbook(join(folder, 'operator'), [...own, ...shared]));
  }

  /** A path on the VM. */
  at(...parts: string[]): string {
    return join(this.folder, 'vm', ...parts);
  }

  /** Runs the playbook of an app with these variables. They go by a file: a secret on argv could be seen by everybody. */
  install(app: AppName, variables: Variables, args: readonly string[] = []): Promise<Outcome> {
    this.files += 1;
    const inventory = join(this.folder, `inventory-${this.files}.json`);
    const host = { ...this.login, ...this.placesOf(app), ...variables };
    writeFileSync(inventory, JSON.stringify({ [`etlaas_${app}s`]: { hosts: { 'vm-1': host } } }), { mode: 0o600 });
    return this.playbook.run(`install-${app}.yml`, ['--inventory', inventory, ...args]);
  }

  /** Ends the connections that Ansible keeps. */
  end(): void {
    this.sshd.cutConnections();
  }

  private get login(): Variables {
    return {
      ansible_host: '127.0.0.1',
      ansible_port: this.sshd.port,
      ansible_user: userInfo().username,
      ansible_become: false,
      ansible_python_interpreter: '/usr/bin/python3',
      ansible_remote_tmp: this.at('tmp'),
    };
  }

  private placesOf(app: AppName): Variables {
    const own = (part: string) => (app === 'worker' ? this.at(part) : this.at(app, part));
    return {
      etlaas_user: this.account.name,
      etlaas_group: execFileSync('id', ['-gn', this.account.name], { encoding: 'utf8' }).trim(),
      etlaas_owner: userInfo().username,
      etlaas_node: process.execPath,
      etlaas_root: own('opt'),
      etlaas_config: own('etc'),
      etlaas_state: own('state'),
      etlaas_audit_may_be_lost: true,
      etlaas_systemd: this.at('systemd'),
      etlaas_journald: this.at('journald.conf.d'),
    };
  }
}
