import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Matches, Min } from 'class-validator';

/** Names one job. */
export class JobPath {
  /**
   * The id that the submit answered.
   * @example 2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11
   */
  @IsUUID()
  id!: string;
}

/** Which page of the jobs. */
export class JobPageQuery {
  /** Jobs on a page; more than 100 is taken as 100. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  pageSize?: number;

  /** The `nextPageToken` of the page before. */
  @IsOptional()
  @Matches(/^\d{1,20}$/, { message: '$property must be a nextPageToken' })
  pageToken?: string;
}
