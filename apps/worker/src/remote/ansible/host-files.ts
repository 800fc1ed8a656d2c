import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '#libs/platform';
import { placesTo, type RemoteHost, type SshPlace, sudoUserOf } from '../remote-host.js';
import type { HostKeys } from '../ssh/host-keys.js';
import { sshConfig } from './ssh-config.js';

/** What the files of a host are made of. */
export interface FilesBasis {
  /** Private to this process; its path is short, because sockets stand in it. */
  folder: string;
  /** The folder `ansible` of the product. */
  ansible: string;
  agent: string;
  hostKeys: Pick<HostKeys, 'typesOf' | 'linesFor'>;
}

/**
 * What ansible-playbook and ssh read to reach ONE host: written anew from the inventory, the settings and the pinned keys,
 * so that nothing of it stands anywhere twice. All values passed an allow-list; none is a caller's.
 */
export class HostFiles {
  private sockets = 0;

  private constructor(
    private readonly hostname: string,
    readonly folder: string,
    readonly playbook: string,
  ) {}

  /** Throws `HOST_KEY_REFUSED` where no key is pinned. */
  static write(host: RemoteHost, { folder, ansible, agent, hostKeys }: FilesBasis, name: string): HostFiles {
    const pinned = placesTo(host).flatMap((place) => pinnedKeys(place, hostKeys));
    const files = new HostFiles(host.hostname, join(folder, name), resolve(ansible, 'run-scripts.yml'));
    mkdirSync(files.folder, { mode: 0o700 });
    const write = (file: string, text: string): string => {
      writeFileSync(join(files.folder, file), text, { mode: 0o600 });
      return join(files.folder, file);
    };
    const knownHosts = write('known_hosts', `${pinned.join('\n')}\n`);
    const controlPath = join(files.folder, 'master');
    const typesOf = ({ hostname, port }: SshPlace) => hostKeys.typesOf(hostname, port);
    const ssh = write('ssh_config', sshConfig(host, { agent, knownHosts, controlPath, typesOf }));
    write('inventory.json', JSON.stringify(inventoryOf(host)));
    write('ansible.cfg', ansibleConfig(resolve(ansible, 'plugins'), ssh));
    return files;
  }

  get inventory(): string {
    return join(this.folder, 'inventory.json');
  }

  /** Where Ansible keeps what it keeps. */
  get environment(): Record<string, string> {
    return {
      ANSIBLE_CONFIG: join(this.folder, 'ansible.cfg'),
      ANSIBLE_HOME: this.folder,
      HOME: this.folder,
      PYTHONDONTWRITEBYTECODE: '1',
    };
  }

  /** What ends the connection that outlives the playbook. */
  get endOfConnection(): string[] {
    return ['-F', join(this.folder, 'ssh_config'), '-O', 'exit', this.hostname];
  }

  newSocket(): string {
    this.sockets += 1;
    return join(this.folder, `s${this.sockets}`);
  }
}

function pinnedKeys({ hostname, port }: SshPlace, hostKeys: FilesBasis['hostKeys']): string[] {
  const lines = hostKeys.linesFor(hostname, port);
  if (lines.length === 0) throw new AppError('HOST_KEY_REFUSED', `No host key is pinned for ${hostname}.`);
  return lines;
}

function inventoryOf(host: RemoteHost) {
  const sudoUser = sudoUserOf(host);
  const become = {
    ansible_become: true,
    ansible_become_method: 'sudo',
    ansible_become_user: sudoUser,
    ansible_become_flags: '-n -H',
  };
  return { all: { hosts: { [host.hostname]: sudoUser ? become : {} } } };
}

const ansibleConfig = (plugins: string, sshConfigFile: string): string => `[defaults]
stdout_callback = etlaas_events
action_plugins = ${join(plugins, 'action')}
callback_plugins = ${join(plugins, 'callback')}
retry_files_enabled = False
no_target_syslog = True
nocows = True
nocolor = True
deprecation_warnings = False
localhost_warning = False
[inventory]
enable_plugins = yaml
[ssh_connection]
pipelining = True
retries = 0
ssh_args = -F ${sshConfigFile}
`;
