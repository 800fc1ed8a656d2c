import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { killSession, killSessionsByUser, listSessions } from '#libs/informatica';
import { KillByUserQuery, KillOneQuery, ReadQuery, RepositoryPath, SessionPath } from '../http/place/place.input.js';
import { placeOf } from '../http/place/place.js';
import { type Ask, Asked, withTerms } from '../jobs/ask.js';
import { JobDesk, type SubmitAnswer } from '../jobs/job-desk.js';
import { JobRoute } from '../jobs/job-route.js';

@ApiTags('Sessions')
@Controller('v1/trigrams/:trigram/domains/:domain/repositories/:repository/sessions')
export class SessionsController {
  constructor(private readonly desk: JobDesk) {}

  @Get()
  @JobRoute(listSessions)
  list(@Param() path: RepositoryPath, @Query() query: ReadQuery, @Asked() ask: Ask): Promise<SubmitAnswer> {
    return this.desk.submit(listSessions, placeOf(path, query), { repository: path.repository }, withTerms(ask, query));
  }

  @Delete(':connectionId')
  @JobRoute(killSession)
  kill(@Param() path: SessionPath, @Query() query: KillOneQuery, @Asked() ask: Ask): Promise<SubmitAnswer> {
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
  killByUser(@Param() path: RepositoryPath, @Query() query: KillByUserQuery, @Asked() ask: Ask): Promise<SubmitAnswer> {
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
