import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listRepositories } from '#libs/informatica';
import { DomainPath, PlaceQuery } from '../http/place.input.js';
import { placeOf } from '../http/place.js';
import { type Ask, Asked, withTerms } from '../jobs/ask.js';
import { type JobAnswer, JobDesk } from '../jobs/job-desk.js';
import { JobRoute } from '../jobs/job-route.js';

@ApiTags('Repositories')
@Controller('v1/trigrams/:trigram/domains/:domain/repositories')
export class RepositoriesController {
  constructor(private readonly desk: JobDesk) {}

  @Get()
  @JobRoute(listRepositories)
  list(@Param() path: DomainPath, @Query() query: PlaceQuery, @Asked() ask: Ask): Promise<JobAnswer> {
    return this.desk.submit(listRepositories, placeOf(path, query), {}, withTerms(ask, query));
  }
}
