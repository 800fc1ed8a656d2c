import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import {
  IsConnectionId,
  IsDomainName,
  IsPrinted,
  IsRepositoryName,
  IsServiceName,
  IsUserName,
  ReadAs,
} from '#libs/informatica';
import { LATEST_KEPT_FOR_MS } from '#libs/queue';
import { IsCallbackUrl, MAX_URL_LENGTH } from '../../callbacks/callback-url.js';
import { IsInstant } from '../instant.js';
import { IsPlainText, toFlag, toInteger } from '../submit-rules.js';
import { IsEnvironment, IsTrigram } from './place-rules.js';

/** No query parameters, and no body fields: what is sent all the same is refused. */
export class Nothing {}

/** Whose domain. */
export class TrigramPath {
  /**
   * Three-letter code of the application that owns the domain.
   * @example MAE
   */
  @IsTrigram()
  trigram!: string;
}

/** A domain of a trigram. */
export class DomainPath extends TrigramPath {
  /**
   * The Informatica domain.
   * @example DOM_MAE_D01
   */
  @IsDomainName()
  domain!: string;
}

/** An Integration Service of a domain. */
export class ServicePath extends DomainPath {
  /**
   * The Integration Service.
   * @example INT_MAE_D01
   */
  @IsServiceName()
  service!: string;
}

/** A repository of a domain. */
export class RepositoryPath extends DomainPath {
  /**
   * The repository, which is the name of its Repository Service.
   * @example REP_MAE_D01
   */
  @IsRepositoryName()
  repository!: string;
}

/** A user connection to a repository. */
export class SessionPath extends RepositoryPath {
  /**
   * The id of the user connection, as `sessions.list` gives it.
   * @example 15
   */
  @IsConnectionId()
  connectionId!: string;
}

const MAX_AGE_S = LATEST_KEPT_FOR_MS / 1_000;

/** In which environment and, where several hosts serve the domain, on which of them. */
export class PlaceQuery {
  /**
   * Development, Homologation or Production, in any case.
   * @example Development
   */
  @IsEnvironment()
  environment!: string;

  /** The host; needed only where the inventory lists several for the domain and environment. */
  @IsOptional()
  @IsString()
  @MaxLength(253)
  host?: string;
}

/**
 * What may be said of everything that is submitted. What is optional has no example: the portal would send it with each try.
 */
export class SubmitQuery extends PlaceQuery {
  /**
   * The job expires unless a worker begins it before: an RFC 3339 instant in UTC, such as 2026-01-10T20:15:00Z, later than now and
   * at most an hour ahead (JOB_NOT_AFTER_MAX_MS). Default: in 10 minutes (JOB_START_WITHIN_MS).
   */
  @IsOptional()
  @IsInstant()
  notAfter?: string;

  /** Make all checks and tell the plan with 200; nothing is queued, nothing is run, no Idempotency-Key is used up. */
  @IsOptional()
  @ReadAs(toFlag)
  @IsBoolean({ message: '$property must be true or false' })
  validateOnly?: boolean;

  /** Where the end of the job is told, signed, when it comes: an https address at a host that operations allow. */
  @IsOptional()
  @MaxLength(MAX_URL_LENGTH)
  @IsCallbackUrl()
  callbackUrl?: string;
}

/** A read, which may be told what was read for others. */
export class ReadQuery extends SubmitQuery {
  /**
   * Accept a result that was read up to this many seconds ago, and be answered at once where there is one. Without it, a reading
   * of the same that is under way is shared; with 0, the reading begins after this request. What was read before the last change
   * of the domain is never told.
   */
  @IsOptional()
  @ReadAs(toInteger)
  @IsInt()
  @Min(0)
  @Max(MAX_AGE_S)
  maxAge?: number;
}

/** Longer than any ticket; what a pattern has to look at is bounded. */
const MAX_REASON_LENGTH = 200;

const ON_CONFLICT = ['reject', 'queue'] as const;

/** A change of a target that another change may have. */
export class ChangeQuery extends SubmitQuery {
  /** While another change has the service or repository: `reject` (409, the default) or `queue`, which waits in line. */
  @IsOptional()
  @IsIn(ON_CONFLICT)
  onConflict?: (typeof ON_CONFLICT)[number];

  /**
   * Why, for records and people: the number of the change ticket, say. Some environments need one, perhaps in a form of its own.
   */
  @IsOptional()
  @IsPlainText(MAX_REASON_LENGTH)
  reason?: string;
}

/** A kill may be forced. */
export class KillQuery extends ChangeQuery {
  /** Also kill connections that a service or the technical user owns. Closing a service's connection closes all of them. */
  @IsOptional()
  @ReadAs(toFlag)
  @IsBoolean({ message: '$property must be true or false' })
  force?: boolean;
}

/** A kill of one connection, which may have another by now: ids are given again. */
export class KillOneQuery extends KillQuery {
  /**
   * Only if the connection is this user's, as `sessions.list` printed the name: else the job fails as `CONNECTION_CHANGED`.
   */
  @IsOptional()
  @IsPrinted()
  ifUser?: string;

  /** Only if the connection has this login time, exactly as `sessions.list` printed it. */
  @IsOptional()
  @IsPrinted()
  ifLoginTime?: string;
}

/** Whose connections are killed. */
export class KillByUserQuery extends KillQuery {
  /**
   * The PowerCenter user, in any case.
   * @example carol
   */
  @IsUserName()
  user!: string;
}
