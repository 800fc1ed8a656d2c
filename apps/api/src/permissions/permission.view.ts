/** One thing that you may do, and why. */
export class PermissionView {
  /** @example MAE */
  trigram!: string;
  /** @example DOM_MAE_D01 */
  domain!: string;
  /** @example Development */
  environment!: string;
  /** `operate` includes `read`. */
  level!: string;
  /** The rule and the group that grant it. */
  reason!: string;
}

/** What you may do. */
export class PermissionListView {
  /** @example mae-batch */
  login!: string;
  /** Whether you see all jobs and the queue board. */
  ops!: boolean;
  permissions!: PermissionView[];
}
