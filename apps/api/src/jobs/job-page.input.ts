import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Min } from 'class-validator';
import { IsDomainName, IsServiceName, operationsByName, ReadAs } from '#libs/informatica';
import { JOB_STATUSES, type JobStatus } from '#libs/queue';
import { IsInstant } from '../http/instant.js';
import { IsEnvironment, IsTrigram } from '../http/place/place-rules.js';
import { toFlag, toInteger } from '../http/submit-rules.js';

const OPERATIONS = [...operationsByName.keys()];
const ORDERS = ['createdAt desc', 'createdAt asc'] as const;

/** Given once, a parameter of a query is a text; given more often, a list of them. */
const toList = (value: unknown): unknown => (typeof value === 'string' ? [value] : value);

/** Names one job. */
export class JobPath {
  /**
   * The id that the submit answered.
   * @example 2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11
   */
  @IsUUID()
  id!: string;
}

/** Which jobs are wanted: all that is given must hold. */
export class JobFilterQuery {
  /** One of these statuses; give it several times for several. */
  @ApiPropertyOptional({ enum: JOB_STATUSES, isArray: true, maxItems: JOB_STATUSES.length })
  @IsOptional()
  @ReadAs(toList)
  @ArrayMaxSize(JOB_STATUSES.length)
  @IsIn(JOB_STATUSES, { each: true })
  status?: JobStatus[];

  /** One of these operations; give it several times for several. */
  @ApiPropertyOptional({ enum: OPERATIONS, isArray: true, maxItems: OPERATIONS.length })
  @IsOptional()
  @ReadAs(toList)
  @ArrayMaxSize(OPERATIONS.length)
  @IsIn(OPERATIONS, { each: true })
  operation?: string[];

  /** Of the application with this trigram. */
  @IsOptional()
  @IsTrigram()
  trigram?: string;

  /** In this Informatica domain, in any case. */
  @IsOptional()
  @IsDomainName()
  domain?: string;

  /** Development, Homologation or Production, in any case. */
  @IsOptional()
  @IsEnvironment()
  environment?: string;

  /** About this Integration Service or repository, in any case. */
  @IsOptional()
  @IsServiceName()
  target?: string;

  /** Login of the requester, in any case. */
  @IsOptional()
  @IsString()
  @Length(1, 256)
  requester?: string;

  /** Created at this instant or after it (RFC 3339, UTC). */
  @IsOptional()
  @IsInstant()
  createdFrom?: string;

  /** Created before this instant, not at it (RFC 3339, UTC). */
  @IsOptional()
  @IsInstant()
  createdBefore?: string;
}

/** Which page of which jobs. */
export class JobPageQuery extends JobFilterQuery {
  /** Newest first, which is the default, or oldest first. */
  @ApiPropertyOptional({ enum: ORDERS })
  @IsOptional()
  @IsIn(ORDERS)
  orderBy?: (typeof ORDERS)[number];

  /** Also count the jobs of all pages by status. */
  @IsOptional()
  @ReadAs(toFlag)
  @IsBoolean({ message: '$property must be true or false' })
  counts?: boolean;

  /** Jobs on a page; more than 100 is taken as 100. */
  @IsOptional()
  @ReadAs(toInteger)
  @IsInt()
  @Min(1)
  pageSize?: number;

  /** The `nextPageToken` of the page before; filters and order must be the same as there. */
  @IsOptional()
  @IsString()
  @Length(1, 256, { message: '$property must be a nextPageToken' })
  pageToken?: string;
}
