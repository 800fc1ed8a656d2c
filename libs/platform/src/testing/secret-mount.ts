import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Files as Kubernetes mounts a secret: behind a link to a folder, which is exchanged as a whole. */
export class SecretMount {
  readonly folder = mkdtempSync(join(tmpdir(), 'secret-'));
  private version = 0;

  /** From now on there are these files, and no others. */
  mount(files: Record<string, string>): void {
    const own = `v${++this.version}`;
    mkdirSync(join(this.folder, own));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(this.folder, own, name), content);
    symlinkSync(own, join(this.folder, '..next'));
    renameSync(join(this.folder, '..next'), join(this.folder, '..data'));
  }

  at(name: string): string {
    return join(this.folder, '..data', name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
