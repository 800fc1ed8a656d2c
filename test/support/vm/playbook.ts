import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../paths.js';

const GIVE_UP_MS = 240_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** How a run of a playbook ended, and all that it printed. */
export interface Outcome {
  code: number;
  output: string;
  /** The numbers of Ansible's recap for the one host, such as `changed`; empty where the run did not get so far. */
  recap: Readonly<Record<string, number>>;
}

/** Runs the product's playbooks as an operator would, from a home of its own. */
export class Playbook {
  constructor(
    private readonly folder: string,
    /** Options of ssh. */
    private readonly ssh: readonly string[],
    /** Where programs are found before all others. */
    private readonly programs = '',
  ) {
    mkdirSync(folder);
    // Somebody's own configuration must not help us.
    writeFileSync(this.configuration, '');
  }

  run(name: string, args: readonly string[]): Promise<Outcome> {
    const options = { env: this.environment(), timeout: GIVE_UP_MS, maxBuffer: MAX_OUTPUT_BYTES };
    return new Promise((resolve) => {
      execFile('ansible-playbook', [inRoot('ansible', name), ...args], options, (error, stdout, stderr) => {
        const code = error ? Number(error.code ?? -1) : 0;
        resolve({ code, output: stdout + stderr, recap: recapOf(stdout) });
      });
    });
  }

  private get configuration(): string {
    return join(this.folder, 'ansible.cfg');
  }

  private environment(): Record<string, string> {
    return {
      PATH: [this.programs, process.env['PATH'] ?? ''].filter(Boolean).join(':'),
      LANG: 'C.UTF-8',
      HOME: this.folder,
      ANSIBLE_HOME: join(this.folder, 'ansible'),
      ANSIBLE_LOCAL_TEMP: join(this.folder, 'tmp'),
      ANSIBLE_CONFIG: this.configuration,
      ANSIBLE_NOCOLOR: '1',
      ANSIBLE_PIPELINING: '1',
      ANSIBLE_SSH_ARGS: ['-F none', ...this.ssh.map((option) => `-o ${option}`)].join(' '),
    };
  }
}

function recapOf(output: string): Record<string, number> {
  const recap = output.split('PLAY RECAP')[1] ?? '';
  return Object.fromEntries([...recap.matchAll(/(\w+)=(\d+)/g)].map(([, name, count]) => [name, Number(count)]));
}
