import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import {
  getIntegrationService,
  listIntegrationServices,
  restartIntegrationService,
  startIntegrationService,
  stopIntegrationService,
} from '#libs/informatica';
import { ChangeQuery, DomainPath, Nothing, ReadQuery, ServicePath } from '../http/place/place.input.js';
import { placeOf } from '../http/place/place.js';
import { type HttpAsk, Submitted, withTerms } from '../jobs/ask.js';
import type { JobView } from '../jobs/job.view.js';
import { JobRoute } from '../jobs/job-route.js';
import type { PlanView } from '../jobs/plan.view.js';
import { SubmitDesk } from '../jobs/submit-desk.js';
import { StopBody } from './stop-body.input.js';

@ApiTags('Integration Services')
@Controller('v1/trigrams/:trigram/domains/:domain/integration-services')
export class IntegrationServicesController {
  constructor(private readonly desk: SubmitDesk) {}

  @Get()
  @JobRoute(listIntegrationServices)
  list(@Param() path: DomainPath, @Query() query: ReadQuery, @Submitted() ask: HttpAsk): Promise<JobView | PlanView> {
    return this.desk.submit(listIntegrationServices, placeOf(path, query), {}, withTerms(ask, query));
  }

  @Get(':service')
  @JobRoute(getIntegrationService)
  get(@Param() path: ServicePath, @Query() query: ReadQuery, @Submitted() ask: HttpAsk): Promise<JobView | PlanView> {
    return this.desk.submit(
      getIntegrationService,
      placeOf(path, query),
      { service: path.service },
      withTerms(ask, query),
    );
  }

  @Post(':service/start')
  @HttpCode(202)
  @ApiBody({ type: Nothing, required: false })
  @JobRoute(startIntegrationService)
  start(
    @Param() path: ServicePath,
    @Query() query: ChangeQuery,
    @Body() _body: Nothing,
    @Submitted() ask: HttpAsk,
  ): Promise<JobView | PlanView> {
    return this.desk.submit(
      startIntegrationService,
      placeOf(path, query),
      { service: path.service },
      withTerms(ask, query),
    );
  }

  @Post(':service/stop')
  @HttpCode(202)
  @ApiBody({ type: StopBody, required: false })
  @JobRoute(stopIntegrationService)
  stop(
    @Param() path: ServicePath,
    @Query() query: ChangeQuery,
    @Body() body: StopBody,
    @Submitted() ask: HttpAsk,
  ): Promise<JobView | PlanView> {
    return this.desk.submit(
      stopIntegrationService,
      placeOf(path, query),
      { service: path.service, ...body },
      withTerms(ask, query),
    );
  }

  @Post(':service/restart')
  @HttpCode(202)
  @ApiBody({ type: StopBody, required: false })
  @JobRoute(restartIntegrationService)
  restart(
    @Param() path: ServicePath,
    @Query() query: ChangeQuery,
    @Body() body: StopBody,
    @Submitted() ask: HttpAsk,
  ): Promise<JobView | PlanView> {
    return this.desk.submit(
      restartIntegrationService,
      placeOf(path, query),
      { service: path.service, ...body },
      withTerms(ask, query),
    );
  }
}
