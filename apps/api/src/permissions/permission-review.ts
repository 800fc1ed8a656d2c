import { type ReviewedPermission, type RuleFiles, reviewPermissions } from '#libs/permission';
import type { Based } from '../http/based.js';
import { directoryFile, type Estate } from '../inventory/estate.js';

/** Reads the whole directory for a review; who asks while one is under way gets the same answer. */
export class PermissionReview {
  private underWay: Promise<Based<ReviewedPermission[]>> | undefined;

  constructor(
    private readonly files: Pick<RuleFiles, 'directory' | 'names'>,
    private readonly estate: Estate,
  ) {}

  /** Rejects with `DIRECTORY_UNAVAILABLE` rather than tell a part. */
  all(): Promise<Based<ReviewedPermission[]>> {
    this.underWay ??= this.read().finally(() => {
      this.underWay = undefined;
    });
    return this.underWay;
  }

  private async read(): Promise<Based<ReviewedPermission[]>> {
    const { directory, names } = this.files;
    const { rules, nowMs, hashes } = this.estate.current;
    // Where the directory is a file, it is read to its end before another content of it can count.
    const files = { ...directoryFile(directory.fileHash), 'GCR.csv': hashes['GCR.csv'] };
    return { view: await reviewPermissions({ directory, names, rules, nowMs }), files };
  }
}
