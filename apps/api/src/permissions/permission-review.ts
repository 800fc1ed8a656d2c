import { type ReviewedPermission, type RuleFiles, reviewPermissions } from '#libs/permission';
import type { Estate } from '../inventory/estate.js';

/** Reads the whole directory for a review; who asks while one is under way gets the same answer. */
export class PermissionReview {
  private underWay: Promise<ReviewedPermission[]> | undefined;

  constructor(
    private readonly files: Pick<RuleFiles, 'directory' | 'names'>,
    private readonly estate: Estate,
  ) {}

  /** Rejects with `DIRECTORY_UNAVAILABLE` rather than tell a part. */
  all(): Promise<ReviewedPermission[]> {
    const { directory, names } = this.files;
    const { rules, nowMs } = this.estate.current;
    this.underWay ??= reviewPermissions({ directory, names, rules, nowMs }).finally(() => {
      this.underWay = undefined;
    });
    return this.underWay;
  }
}
