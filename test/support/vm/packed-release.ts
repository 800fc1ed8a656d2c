import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inRoot } from '../paths.js';

const PACK = inRoot('scripts', 'pack-worker.mjs');

/** A release as `npm run pack:worker` makes it. */
export class PackedRelease {
  private constructor(readonly archive: string) {}

  /** From the build that is there. */
  static pack(): PackedRelease {
    return new PackedRelease(execFileSync(process.execPath, [PACK], { encoding: 'utf8' }).trim());
  }

  /** What its directory on a VM is called. */
  get name(): string {
    return basename(this.archive).replace(/^etlaas-worker-|\.tar\.gz$/g, '');
  }

  /** Without folders. */
  get files(): string[] {
    const listed = execFileSync('tar', ['--list', '--file', this.archive], { encoding: 'utf8' });
    return listed.split('\n').filter((path) => path !== '' && !path.endsWith('/'));
  }

  /** The same files under another name, as a later release. */
  as(name: string, folder: string): PackedRelease {
    const archive = join(folder, `etlaas-worker-${name}.tar.gz`);
    copyFileSync(this.archive, archive);
    return new PackedRelease(archive);
  }
}
