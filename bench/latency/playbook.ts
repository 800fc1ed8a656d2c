import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Estate } from '../scene/estate.js';
import type { Lifetime } from '../scene/lifetime.js';
import type { Places } from '../scene/places.js';
import { programPath } from '../scene/programs.js';
import { runProgram } from '../scene/run-program.js';
import type { RecordedScript } from './recorded-scripts.js';
import { endMaster } from './ssh-command.js';

/**
 * How a task runs a script. `stdin` is what a playbook with secrets must do; `raw` is Ansible's fastest, but shows the
 * script, secrets included, in the host's list of processes.
 */
const TASKS = {
  stdin: (path: string) => ({
    'ansible.builtin.command': { argv: ['/bin/sh', '-s'], stdin: lookup(path) },
  }),
  raw: (path: string) => ({ 'ansible.builtin.raw': lookup(path) }),
} as const;

const lookup = (path: string): string => `{{ lookup('ansible.builtin.file', '${path}') }}`;

/**
 * How Ansible itself is set. `tuned` is as fast as it goes: no facts, pipelining, a Python that is known. `plain` is as it
 * comes, which is what most play. Both keep their connection open.
 */
const STYLES = {
  tuned: {
    facts: false,
    config: ['[defaults]', 'interpreter_python = /usr/bin/python3', '[ssh_connection]', 'pipelining = True'],
  },
  plain: { facts: true, config: ['[ssh_connection]'] },
} as const;

/** What a play is made of. */
export interface Play {
  way: keyof typeof TASKS;
  style: keyof typeof STYLES;
}

/** `ansible-playbook` on the same host. */
export class Playbook {
  readonly #program: string;
  readonly #file: string;
  readonly #folder: string;

  constructor(
    { way, style }: Play,
    scripts: readonly RecordedScript[],
    { estate, places, life }: { estate: Estate; places: Places; life: Lifetime },
  ) {
    this.#program = programPath('ansible-playbook');
    this.#folder = join(places.open, `ansible-${style}`);
    mkdirSync(this.#folder, { recursive: true });
    writeConfiguration(this.#folder, estate, STYLES[style].config);
    life.onEnd(() => endMaster(join(this.#folder, 'master')));
    const tasks = scripts.map(({ path }) => ({
      ...TASKS[way](path),
      register: 'script',
      failed_when: "' complete' not in script.stdout",
    }));
    this.#file = join(this.#folder, `${way}-${basename(scripts[0]?.path ?? 'none')}-${scripts.length}.json`);
    writeFileSync(this.#file, JSON.stringify([{ hosts: 'all', gather_facts: STYLES[style].facts, tasks }]));
  }

  /** Runs all scripts as the tasks of one play. Rejects when a task fails. */
  async run(): Promise<void> {
    const env = { ANSIBLE_CONFIG: join(this.#folder, 'ansible.cfg'), ANSIBLE_HOME: this.#folder };
    await runProgram(this.#program, { args: ['-i', join(this.#folder, 'hosts'), this.#file], env });
  }
}

function writeConfiguration(folder: string, { port, login, files }: Estate, style: readonly string[]): void {
  const host = {
    ansible_host: '127.0.0.1',
    ansible_port: port,
    ansible_user: login.user,
    ansible_ssh_private_key_file: login.privateKey,
  };
  const words = Object.entries(host).map(([name, value]) => `${name}=${value}`);
  writeFileSync(join(folder, 'hosts'), `target ${words.join(' ')}\n`);
  const sshOptions = ['ControlMaster=auto', 'ControlPersist=60', `UserKnownHostsFile=${files.knownHosts}`];
  const config = [
    ...style,
    `ssh_args = -F none ${sshOptions.map((text) => `-o ${text}`).join(' ')}`,
    `control_path = ${join(folder, 'master')}`,
  ];
  writeFileSync(join(folder, 'ansible.cfg'), `${config.join('\n')}\n`);
}
