import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { type Outcome, Playbook } from './playbook.js';
import type { Variables } from './vm.js';

/** Says to Ansible that every unit runs, and writes down what it is told to do. */
const standIn = (calls: string): string => `#!/bin/sh
case "$*" in
  *show*) printf 'LoadState=loaded\\nActiveState=active\\nUnitFileState=enabled\\n' ;;
  *) echo "$*" >> '${calls}' ;;
esac
`;

/** What the journal has of every unit. */
const JOURNAL = `#!/bin/sh
echo 'worker cannot start. The settings are wrong:'
echo '  - ZONE_KEYS: is missing'
`;

/** A VM with systemd, as far as Ansible sees: this machine without SSH, and stand-ins for systemctl and journalctl. */
export class SystemdVm {
  private constructor(
    private readonly folder: string,
    private readonly variables: Variables,
    private readonly playbook: Playbook,
  ) {}

  /** With the directories that an installed worker has. */
  static make(folder: string, variables: Variables): SystemdVm {
    mkdirSync(join(folder, 'etc', 'secrets'), { recursive: true });
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin', 'systemctl'), standIn(join(folder, 'calls')), { mode: 0o755 });
    writeFileSync(join(folder, 'bin', 'journalctl'), JOURNAL, { mode: 0o755 });
    return new SystemdVm(folder, variables, new Playbook(join(folder, 'operator'), [], join(folder, 'bin')));
  }

  /** A path on the VM. */
  at(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  get settings(): Variables {
    return this.variables['etlaas_settings'] as Variables;
  }

  /** What systemctl was told since `forget`. */
  get calls(): string {
    return existsSync(this.at('calls')) ? readFileSync(this.at('calls'), 'utf8') : '';
  }

  forget(): void {
    rmSync(this.at('calls'), { force: true });
  }

  /** Runs the playbook of the worker over VMs that are all this one. */
  install(names: readonly string[], args: readonly string[]): Promise<Outcome> {
    const inventory = this.at('inventory.json');
    const host = { ...this.places, ...this.variables };
    const hosts = Object.fromEntries(names.map((name) => [name, host]));
    writeFileSync(inventory, JSON.stringify({ etlaas_workers: { hosts } }));
    const systemd = ['-e', 'ansible_service_mgr=systemd'];
    return this.playbook.run('install-worker.yml', ['--inventory', inventory, ...systemd, ...args]);
  }

  private get places(): Variables {
    const { username, gid } = userInfo();
    return {
      ansible_connection: 'local',
      ansible_become: false,
      ansible_python_interpreter: '/usr/bin/python3',
      etlaas_owner: username,
      etlaas_group: groupOf(gid),
      etlaas_release: 'installed',
      etlaas_config: this.at('etc'),
      etlaas_audit: this.at('audit'),
    };
  }
}

const groupOf = (gid: number): string => {
  const line = readFileSync('/etc/group', 'utf8')
    .split('\n')
    .find((group) => group.split(':')[2] === String(gid));
  return line?.split(':')[0] ?? String(gid);
};
