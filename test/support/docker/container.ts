import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { End, Processes, Running } from '../processes.js';
import type { ImageConfig } from './dockerfile.js';

/** Something of outside that stands in the tree of a container. */
export type Mount =
  | { kind: 'bind'; source: string; target: string; isReadOnly: boolean }
  | { kind: 'tmpfs'; target: string; options: string };

/** What is started. */
export interface ContainerPlan {
  name: string;
  /** The root of the image, with the files of the base that are no programs. */
  tree: string;
  image: ImageConfig;
  mounts: readonly Mount[];
  /** Over the environment of the image. */
  env: Readonly<Record<string, string>>;
}

const NAMESPACES = ['--mount', '--pid', '--fork', '--kill-child'];

/** The programs of this machine play those of the base. */
const PROGRAMS = ['/usr/bin', '/usr/sbin', '/usr/lib', '/usr/lib64', '/usr/share'];
const DEVICES = ['null', 'zero', 'full', 'random', 'urandom', 'tty'].map((name) => `/dev/${name}`);
/** As an engine sets it. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Mounts all of it below $1 in a namespace of our own, and nothing of the tree itself can be written to any more. */
const BEGIN = `set -eu
tree=$1; shift
bind() {
  if [ -d "$1" ]; then mkdir -p "$tree$2"; else mkdir -p "$(dirname "$tree$2")"; [ -e "$tree$2" ] || : > "$tree$2"; fi
  mount --bind "$1" "$tree$2"
  [ "$3" = rw ] || mount -o remount,bind,ro "$tree$2"
}
temporary() { mkdir -p "$tree$1"; mount -t tmpfs -o "$2" tmpfs "$tree$1"; }
mount --bind "$tree" "$tree"
mkdir -p "$tree/proc"
mount -t proc proc "$tree/proc"
`;
const READ_ONLY = 'mount -o remount,bind,ro "$tree"\nexec chroot "$tree" "$@"\n';

/** Why nothing can be started as in a container here; undefined where it can. */
export function whyNoContainers(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root may';
  const { status, stderr } = spawnSync('unshare', [...NAMESPACES, '--mount-proc', 'true'], { encoding: 'utf8' });
  return status === 0 ? undefined : `this machine makes no namespaces: ${stderr.trim()}`;
}

/** The entry point of an image as process 1, as its user and in its tree: what an engine does, but for networks and limits. */
export class Container {
  private constructor(
    private readonly plan: ContainerPlan,
    readonly running: Running,
  ) {}

  static start(processes: Processes, plan: ContainerPlan): Container {
    const script = `${BEGIN}${mountsOf(plan).map(lineOf).join('\n')}\n${READ_ONLY}`;
    const command = inside(plan, plan.image.entrypoint);
    const args = [...NAMESPACES, '/bin/sh', '-c', script, plan.name, plan.tree, ...command];
    return new Container(plan, processes.start({ name: plan.name, command: 'unshare', args }));
  }

  /** Of process 1, as we see it. */
  get pid(): number {
    const [pid] = childrenOf(this.running.pid);
    if (pid === undefined) throw new Error(`${this.plan.name} has no process: ${this.running.log}`);
    return pid;
  }

  /** Processes whose parent is process 1: its own, and those whose parent died. */
  get children(): number[] {
    return childrenOf(this.pid);
  }

  /** Runs one more program in it, as its user or as root. */
  execute(command: readonly string[], { env = {}, isRoot = false } = {}): { code: number | null; output: string } {
    const plan = { ...this.plan, env: { ...this.plan.env, ...env } };
    const words = isRoot ? command : inside(plan, command);
    const enter = ['--target', String(this.pid), '--mount', '--pid', '--root', '--'];
    const { status, stdout, stderr } = spawnSync('nsenter', [...enter, ...words], { encoding: 'utf8' });
    return { code: status, output: stdout + stderr };
  }

  /** As `docker stop` begins. */
  stop(): Promise<End> {
    process.kill(this.pid, 'SIGTERM');
    return this.running.ended;
  }

  /** What is left is killed. */
  async remove(): Promise<void> {
    if (this.running.isRunning) await this.running.kill();
  }
}

/**
 * The words before a program that make it one of the container's: its environment, its user, no rights to gain. And it dies
 * with us: a change of user took away what unshare had arranged for that.
 */
function inside({ image, env }: ContainerPlan, command: readonly string[]): string[] {
  const [uid = '', gid = ''] = image.user.split(':');
  const pairs = Object.entries({ PATH, ...image.env, ...env }).map((pair) => pair.join('='));
  const limits = '--clear-groups --pdeathsig KILL --no-new-privs --bounding-set -all --inh-caps -all --'.split(' ');
  return [
    '/usr/bin/env',
    '-i',
    `--chdir=${image.workdir}`,
    ...pairs,
    '/usr/bin/setpriv',
    '--reuid',
    uid,
    '--regid',
    gid,
    ...limits,
    ...command,
  ];
}

function mountsOf({ mounts }: ContainerPlan): Mount[] {
  const bound = (source: string, target = source): Mount => ({ kind: 'bind', source, target, isReadOnly: true });
  return [
    ...PROGRAMS.map((path) => bound(path)),
    bound(process.execPath, '/usr/local/bin/node'),
    ...DEVICES.map((path): Mount => ({ kind: 'bind', source: path, target: path, isReadOnly: false })),
    { kind: 'tmpfs', target: '/dev/shm', options: 'size=64m,mode=1777,noexec,nosuid,nodev' },
    ...mounts,
  ];
}

/** Paths of a test have no blanks. */
const lineOf = (mount: Mount): string =>
  mount.kind === 'bind'
    ? `bind ${mount.source} ${mount.target} ${mount.isReadOnly ? 'ro' : 'rw'}`
    : `temporary ${mount.target} ${mount.options}`;

function childrenOf(pid: number): number[] {
  const told = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return told === '' ? [] : told.split(' ').map(Number);
}
