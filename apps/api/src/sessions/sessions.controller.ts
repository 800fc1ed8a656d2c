import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { killSession, killSessionsByUser, listSessions } from '#libs/informatica';
import { KillByUserQuery, KillOneQuery, ReadQuery, RepositoryPath, SessionPath } from '../http/place/place.input.js';
import { placeOf } from '../http/place/place.js';
import { type HttpAsk, Submitted, withTerms } from '../jobs/ask.js';
import type { JobView } from '../jobs/job.view.js';
import { JobRoute } from '../jobs/job-route.js';
import type { PlanView } from '../jobs/plan.view.js';
import { SubmitDesk } from '../jobs/submit-desk.js';

@ApiTags('Sessions')
@Controller('v1/trigrams/:trigram/domains/:domain/repositories/:repository/sessions')
export class SessionsController {
  constructor(private readonly desk: SubmitDesk) {}

  @Get()
  @JobRoute(listSessions)
  list(
    @Param() path: RepositoryPath,
    @Query() query: ReadQuery,
    @Submitted() ask: HttpAsk,
  ): Promise<JobView | PlanView> {
    return this.desk.submit(listSessions, placeOf(path, query), { repository: path.repository }, withTerms(ask, query));
  }

  @Delete(':connectionId')
  @JobRoute(killSession)
  kill(
    @Param() path: SessionPath,
    @Query() query: KillOneQuery,
    @Submitted() ask: HttpAsk,
  ): Promise<JobView | PlanView> {
    const { repository, connectionId } = path;
    const { force, ifUser, ifLoginTime } = query;
    return this.desk.submit(
      killSession,
      placeOf(path, query),
      { repository, connectionId, force, ifUser, ifLoginTime },
      withTerms(ask, query),
    );
  }

  @Delete()
  @JobRoute(killSessionsByUser)
  killByUser(
    @Param() path: RepositoryPath,
    @Query() query: KillByUserQuery,
    @Submitted() ask: HttpAsk,
  ): Promise<JobView | PlanView> {
    const { repository } = path;
    const { user, force } = query;
    return this.desk.submit(
      killSessionsByUser,
      placeOf(path, query),
      { repository, user, force },
      withTerms(ask, query),
    );
  }
}
