import { IsOptional, Matches } from 'class-validator';
import { JobPageQuery } from '../jobs/job-page.input.js';

/** Which page of which jobs; people who look at zones may ask for one. */
export class OpsJobQuery extends JobPageQuery {
  /** In this zone. */
  @IsOptional()
  @Matches(/^[a-z][a-z0-9-]{0,31}$/, { message: '$property must be the name of a zone' })
  zone?: string;
}
