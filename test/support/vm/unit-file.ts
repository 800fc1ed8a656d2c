import { readFileSync } from 'node:fs';
import type { Plan } from '../processes.js';

/** Goes to the working directory with the settings of the environment file, and becomes the program. */
const AS_THE_UNIT_SAYS = 'set -a && . "$1" && set +a && cd "$2" && shift 2 && exec "$@"';

/** A unit of systemd, where there is no systemd. */
export class UnitFile {
  private readonly lines: readonly { section: string; name: string; value: string }[];

  /** Throws at the first line that is no comment, section or `Name=value`. */
  constructor(readonly path: string) {
    let section = '';
    this.lines = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .flatMap((line) => {
        const [, name, value = ''] = /^([A-Z]\w*)=(.*)$/.exec(line) ?? [];
        if (name) return [{ section, name, value }];
        section = /^\[(\w+)\]$/.exec(line)?.[1] ?? fail(`${path}: this is no line of a unit: ${line}`);
        return [];
      });
  }

  /** The values of a section by name; of a name that stands more than once, all. */
  section(wanted: string): Record<string, string | string[]> {
    const lines = this.lines.filter(({ section }) => section === wanted);
    const valuesOf = (name: string) => lines.filter((line) => line.name === name).map(({ value }) => value);
    const pairs = lines.map(({ name }): [string, string | string[]] => {
      const [first = '', ...more] = valuesOf(name);
      return [name, more.length > 0 ? [first, ...more] : first];
    });
    return Object.fromEntries(pairs);
  }

  /** What systemd would start, as the same user; of the confinement only what an ordinary process can have. */
  plan(name: string): Plan {
    const { User, Group, EnvironmentFile, WorkingDirectory, ExecStart, Environment } = this.section('Service');
    const account = ['--reuid', text(User), '--regid', text(Group), '--clear-groups'];
    const limits = ['--no-new-privs', '--bounding-set', '-all', '--pdeathsig', 'KILL'];
    const isRoot = process.getuid?.() === 0;
    const shell = ['/bin/sh', '-c', AS_THE_UNIT_SAYS, 'unit', text(EnvironmentFile), text(WorkingDirectory)];
    return {
      name,
      command: '/usr/bin/setpriv',
      args: [...(isRoot ? [...account, ...limits] : ['--no-new-privs']), ...shell, ...text(ExecStart).split(' ')],
      env: Object.fromEntries([Environment].flat().map((pair) => text(pair).split('=', 2))),
    };
  }
}

const text = (value: string | string[] | undefined): string =>
  typeof value === 'string' ? value : fail('a value is missing in the unit, or stands twice');

function fail(message: string): never {
  throw new Error(message);
}
