import { ApiProperty } from '@nestjs/swagger';

/** The old answer to a submit. */
export class LegacyAccepted {
  /** @example etl-mae-d01.sandbox.socgen */
  hostname!: string;
  trigram!: string;
  Domain_name!: string;
  Environment!: string;
  /** Ask `/UUID/{uuid}` for the result. */
  uuid!: string;
}

/** The old answer to a start or stop. */
export class LegacyServiceAccepted extends LegacyAccepted {
  IS_name!: string;
  /** The object that was sent. */
  @ApiProperty({ type: Object, additionalProperties: true })
  action!: object;
}

/** The old answer to a request about a repository. */
export class LegacyRepositoryAccepted extends LegacyAccepted {
  repository_name!: string;
}

/** The old answer to a kill. */
export class LegacyKillAccepted extends LegacyRepositoryAccepted {
  username?: string;
  sessionID?: string;
}

/** The old state of a task. */
export class LegacyTask {
  @ApiProperty({ enum: ['PENDING', 'STARTED', 'SUCCESS', 'FAILURE', 'REVOKED'] })
  status!: string;
  id!: string;
  /** A sentence while the task runs and where it failed; the result of the operation afterwards. */
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'object', additionalProperties: true }] })
  details!: unknown;
}

/** The old answer for a task that nobody knows. */
export class LegacyUnknownTask {
  id!: string;
  /** @example The task does not exist */
  details!: string;
}
