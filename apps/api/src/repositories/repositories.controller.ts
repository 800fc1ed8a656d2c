import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listRepositories } from '#libs/informatica';
import { DomainPath, ReadQuery } from '../http/place/place.input.js';
import { placeOf } from '../http/place/place.js';
import { type HttpAsk, Submitted, withTerms } from '../jobs/ask.js';
import type { JobView } from '../jobs/job.view.js';
import { JobRoute } from '../jobs/job-route.js';
import type { PlanView } from '../jobs/plan.view.js';
import { SubmitDesk } from '../jobs/submit-desk.js';

@ApiTags('Repositories')
@Controller('v1/trigrams/:trigram/domains/:domain/repositories')
export class RepositoriesController {
  constructor(private readonly desk: SubmitDesk) {}

  @Get()
  @JobRoute(listRepositories)
  list(@Param() path: DomainPath, @Query() query: ReadQuery, @Submitted() ask: HttpAsk): Promise<JobView | PlanView> {
    return this.desk.submit(listRepositories, placeOf(path, query), {}, withTerms(ask, query));
  }
}
