import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listRepositories } from '#libs/informatica';
import { DomainPath, ReadQuery } from '../http/place/place.input.js';
import { placeOf } from '../http/place/place.js';
import { type Ask, Asked, withTerms } from '../jobs/ask.js';
import { JobDesk, type SubmitAnswer } from '../jobs/job-desk.js';
import { JobRoute } from '../jobs/job-route.js';

@ApiTags('Repositories')
@Controller('v1/trigrams/:trigram/domains/:domain/repositories')
export class RepositoriesController {
  constructor(private readonly desk: JobDesk) {}

  @Get()
  @JobRoute(listRepositories)
  list(@Param() path: DomainPath, @Query() query: ReadQuery, @Asked() ask: Ask): Promise<SubmitAnswer> {
    return this.desk.submit(listRepositories, placeOf(path, query), {}, withTerms(ask, query));
  }
}
