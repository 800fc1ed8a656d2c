/** The row of GCR.csv and the group of yours that meet. */
export class AppliedRuleView {
  /** @example owner */
  kind!: string;
  /** @example MAE */
  trigram!: string;
  /** @example 'GCR.csv:2' */
  source!: string;
  /** @example ETL_MAE_OPERATE */
  group!: string;
}

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
  /** The rule and the group that grant it, in words. */
  reason!: string;
  rule!: AppliedRuleView;
}

/** The answer of the directory that all this rests on. */
export class DirectoryAnswerView {
  /** How old it is, in seconds. */
  ageS!: number;
  /** It is old, because the directory does not answer: it serves to read, not to change. */
  isStale!: boolean;
}

/** What is the same whatever was asked. */
export class PermissionHolderView {
  /** @example mae-batch */
  login!: string;
  /** Whether you see all jobs and the queue board. */
  ops!: boolean;
  directory!: DirectoryAnswerView;
}

/** What you may do. */
export class PermissionListView extends PermissionHolderView {
  permissions!: PermissionView[];
}

/** What was asked, completed. */
export class PermissionQuestionView {
  /** @example MAE */
  trigram!: string;
  /** @example DOM_MAE_D01 */
  domain!: string;
  /** @example Development */
  environment!: string;
  /** @example integration-service.stop */
  operation!: string;
  /** What the operation needs: `read` or `operate`. */
  level!: string;
}

/** Whether you may do one thing. A submit of it would be decided just so. */
export class PermissionAnswerView extends PermissionHolderView {
  question!: PermissionQuestionView;
  allowed!: boolean;
  /** Why, or what you would need. */
  reason!: string;
  /** Present when it is allowed. */
  rule?: AppliedRuleView;
}
