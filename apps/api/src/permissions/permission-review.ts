import {
  type GroupNames,
  type ReviewableDirectory,
  type ReviewedPermission,
  reviewPermissions,
} from '#libs/permission';
import type { Estate } from '../inventory/estate.js';

/** Reads the whole directory for a review; who asks while one is under way gets the same answer. */
export class PermissionReview {
  private underWay: Promise<ReviewedPermission[]> | undefined;

  constructor(
    private readonly directory: ReviewableDirectory,
    private readonly names: GroupNames,
    private readonly estate: Estate,
  ) {}

  /** Rejects with `DIRECTORY_UNAVAILABLE` rather than tell a part. */
  all(): Promise<ReviewedPermission[]> {
    const { directory, names, estate } = this;
    this.underWay ??= reviewPermissions({ directory, names, rules: estate.rules }).finally(() => {
      this.underWay = undefined;
    });
    return this.underWay;
  }
}
