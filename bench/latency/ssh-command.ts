import { join } from 'node:path';
import type { Estate } from '../scene/estate.js';
import type { Lifetime } from '../scene/lifetime.js';
import type { Places } from '../scene/places.js';
import { runProgram } from '../scene/run-program.js';

/** OpenSSH's client: each script is one start of it. */
export class SshCommand {
  readonly #args: readonly string[];

  private constructor({ port, login, files }: Estate, options: readonly string[]) {
    this.#args = [
      ...['-F', 'none', '-i', login.privateKey, '-p', String(port), '-T'],
      ...['BatchMode=yes', 'IdentitiesOnly=yes', `UserKnownHostsFile=${files.knownHosts}`].flatMap(option),
      ...options,
      `${login.user}@127.0.0.1`,
    ];
  }

  /** Logs in anew for each script. */
  static anew(estate: Estate): SshCommand {
    return new SshCommand(estate, option('ControlMaster=no'));
  }

  /** Goes through one connection that stays open. */
  static throughMaster(estate: Estate, { open }: Places, life: Lifetime): SshCommand {
    const path = option(`ControlPath=${join(open, 'ssh-master')}`);
    life.onEnd(() => endMaster(join(open, 'ssh-master')));
    return new SshCommand(estate, [...path, ...['ControlMaster=auto', 'ControlPersist=60'].flatMap(option)]);
  }

  run(script: string): Promise<string> {
    return runProgram('ssh', { args: [...this.#args, '/bin/sh -s'], stdin: script });
  }
}

const option = (text: string): string[] => ['-o', text];

/** Ends an ssh that stayed behind to hold a connection open. */
export const endMaster = (socket: string): Promise<unknown> =>
  runProgram('ssh', { args: ['-F', 'none', '-o', `ControlPath=${socket}`, '-O', 'exit', 'the-host'] });
