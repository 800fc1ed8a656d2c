import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { killSession, killSessionsByUser, listRepositories, listSessions } from '#libs/informatica';
import { type Ask, Asked } from '../jobs/ask.js';
import { LegacyAccepted, LegacyKillAccepted, LegacyRepositoryAccepted } from './legacy.view.js';
import { LegacyDesk } from './legacy-desk.js';
import { type LegacyQuery, readLegacyPlace } from './legacy-request.js';
import { LegacyRoute, legacyDomainQuery, legacyRepositoryQuery } from './legacy-route.js';

@ApiTags('Legacy')
@ApiParam({ name: 'trigram', example: 'MAE', description: 'The application that owns the domain' })
@Controller('informatica/trigrams/:trigram/sessions')
export class LegacySessionsController {
  constructor(private readonly desk: LegacyDesk) {}

  @Get()
  @HttpCode(202)
  @LegacyRoute('listRepositoriesLegacy', 'List the repositories of a domain', LegacyAccepted)
  @legacyDomainQuery
  repositoriesLegacy(
    @Param('trigram') trigram: string,
    @Query() query: LegacyQuery,
    @Asked() ask: Ask,
  ): Promise<LegacyAccepted> {
    const request = readLegacyPlace(trigram, query['Domain name'], query);
    return this.desk.submit(listRepositories, request, {}, ask);
  }

  @Get(':repo_name')
  @HttpCode(202)
  @LegacyRoute('listSessionsLegacy', 'List the user connections of a repository', LegacyRepositoryAccepted)
  @ApiParam({ name: 'repo_name', example: 'REP_MAE_D01', description: 'The repository' })
  @legacyDomainQuery
  async sessionsLegacy(
    @Param('trigram') trigram: string,
    @Param('repo_name') repository: string,
    @Query() query: LegacyQuery,
    @Asked() ask: Ask,
  ): Promise<LegacyRepositoryAccepted> {
    const request = readLegacyPlace(trigram, query['Domain name'], query);
    const accepted = await this.desk.submit(listSessions, request, { repository }, ask);
    return { ...accepted, repository_name: repository };
  }

  @Delete(':session')
  @HttpCode(202)
  @LegacyRoute('killSessionsLegacy', 'Kill one user connection, or all of one user', LegacyKillAccepted, 'change')
  @ApiParam({ name: 'session', description: 'Digits only: a connection id; else: a user', example: 'carol' })
  @legacyDomainQuery
  @legacyRepositoryQuery
  async killLegacy(
    @Param('trigram') trigram: string,
    @Param('session') session: string,
    @Query() query: LegacyQuery,
    @Asked() ask: Ask,
  ): Promise<LegacyKillAccepted> {
    const request = readLegacyPlace(trigram, query['Domain name'], query);
    const repository = query['Repository_name'];
    const isId = /^\d+$/.test(session);
    const accepted = isId
      ? await this.desk.submit(killSession, request, { repository, connectionId: session }, ask)
      : await this.desk.submit(killSessionsByUser, request, { repository, user: session }, ask);
    const whom = isId ? { sessionID: session } : { username: session };
    return { ...accepted, repository_name: String(repository), ...whom };
  }
}
