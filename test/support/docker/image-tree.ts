import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, join, posix, relative } from 'node:path';
import { inRoot } from '../paths.js';
import type { Copied, Dockerfile } from './dockerfile.js';

/** What stages of a build that are done here already stand on: this repository, built. */
const BUILD_STAGE = 'build';

/** Of the RUN instructions those that can be run for a folder. What comes from Debian is the business of `docker build`. */
const IN_A_FOLDER = /^(install -d|groupadd|useradd) /;

/** The files that an image adds to its base, made in a folder from the same sources by the same instructions. */
export class ImageTree {
  private constructor(readonly folder: string) {}

  static build(dockerfile: Dockerfile, target: string, folder: string): ImageTree {
    layBase(folder);
    const tree = new ImageTree(folder);
    const { workdir } = dockerfile.configOf(BUILD_STAGE);
    for (const copied of dockerfile.copiesOf(target)) tree.copy(copied, workdir);
    for (const command of dockerfile.commandsOf(target)) if (isRoot() && IN_A_FOLDER.test(command)) tree.run(command);
    return tree;
  }

  at(path: string): string {
    return join(this.folder, path);
  }

  /** Every file below a path, and what all of them weigh. */
  filesOf(path: string): { files: string[]; bytes: number } {
    const entries = readdirSync(this.at(path), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    return { files: files.map((file) => relative(this.at(path), file)).sort(), bytes };
  }

  private copy({ from, sources, to }: Copied, builtIn: string): void {
    for (const source of sources) {
      const path = sourceOf(source, from, builtIn);
      const isFolder = statSync(path).isDirectory();
      const goal = this.at(to.endsWith('/') && !isFolder ? posix.join(to, basename(path)) : to);
      mkdirSync(join(goal, '..'), { recursive: true });
      cpSync(path, goal, { recursive: true, filter: (file) => !file.includes('__pycache__') });
    }
  }

  /** Root only: files are given away. */
  private run(command: string): void {
    const [program = '', ...words] = command.split(' ');
    const own =
      program === 'install'
        ? words.map((word) => (word.startsWith('/') ? this.at(word) : word))
        : ['--prefix', this.folder, ...words];
    execFileSync(program, own);
  }
}

/** Copies what the base has beside programs; of another base some of it may not be there. */
function layBase(tree: string): void {
  const files = ['ld.so.cache', 'nsswitch.conf', 'hosts', 'host.conf', 'passwd', 'group', 'localtime', 'alternatives'];
  execFileSync('mkdir', ['-p', `${tree}/etc`, `${tree}/tmp`, `${tree}/run`]);
  execFileSync('sh', [
    '-c',
    `cd /etc && cp -a ${files.join(' ')} "$0/etc" 2>/dev/null; cp -P /bin /sbin /lib /lib64 "$0"`,
    tree,
  ]);
}

const isRoot = (): boolean => process.getuid?.() === 0;

/** Where a source of COPY lies in this repository; throws where it does not. */
export function sourceOf(source: string, from: string | undefined, builtIn: string): string {
  const isOurs = from === undefined || from === BUILD_STAGE;
  const path = inRoot(from ? posix.relative(builtIn, source) : source);
  if (!isOurs || !existsSync(path)) throw new Error(`COPY ${source}: there is no such file in the build`);
  return path;
}
