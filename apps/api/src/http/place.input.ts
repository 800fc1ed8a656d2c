import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IsConnectionId, IsDomainName, IsRepositoryName, IsServiceName, IsUserName } from '#libs/informatica';
import { LATEST_KEPT_FOR_MS } from '#libs/queue';
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

/** A read, which may be told what was read for others. */
export class ReadQuery extends PlaceQuery {
  /**
   * Seconds: a reading that began so long ago will do, and is answered at once where there is one. Without it, a reading of the
   * same that is under way is shared; with 0, the reading begins after this request. What was read before the last change of the
   * domain is never told.
   * @example 30
   */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(MAX_AGE_S)
  maxAge?: number;
}

const ON_CONFLICT = ['reject', 'queue'] as const;

/** A change of a target that another change may have. */
export class ChangeQuery extends PlaceQuery {
  /** While another change has the service or repository: `reject` (409, the default) or `queue`, which waits in line. */
  @IsOptional()
  @IsIn(ON_CONFLICT)
  onConflict?: (typeof ON_CONFLICT)[number];
}

const asFlag = ({ value }: { value: unknown }): unknown =>
  value === 'true' || value === '' ? true : value === 'false' ? false : value;

/** A kill may be forced. */
export class KillQuery extends ChangeQuery {
  /** Also kill connections that a service or the technical user owns. Closing a service's connection closes all of them. */
  @IsOptional()
  @Transform(asFlag)
  @IsBoolean({ message: '$property must be true or false' })
  force?: boolean;
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
