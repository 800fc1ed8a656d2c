import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inRoot } from '../paths.js';
import type { AppName } from './vm.js';

const PACK = inRoot('scripts', 'pack.mjs');

/** A release as `npm run pack:api` or `pack:worker` makes it. */
export class PackedRelease {
  private constructor(
    private readonly app: AppName,
    readonly archive: string,
  ) {}

  /** From the build that is there. */
  static pack(app: AppName): PackedRelease {
    return new PackedRelease(app, execFileSync(process.execPath, [PACK, app], { encoding: 'utf8' }).trim());
  }

  /** What its directory on a VM is called. */
  get name(): string {
    return basename(this.archive).replace(`etlaas-${this.app}-`, '').replace('.tar.gz', '');
  }

  /** Without folders. */
  get files(): string[] {
    const listed = execFileSync('tar', ['--list', '--file', this.archive], { encoding: 'utf8' });
    return listed.split('\n').filter((path) => path !== '' && !path.endsWith('/'));
  }

  /** The same files under another name, as a later release. */
  as(name: string, folder: string): PackedRelease {
    const archive = join(folder, `etlaas-${this.app}-${name}.tar.gz`);
    copyFileSync(this.archive, archive);
    return new PackedRelease(this.app, archive);
  }
}
