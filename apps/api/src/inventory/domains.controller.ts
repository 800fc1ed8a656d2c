import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '#libs/auth';
import type { ApiRequest } from '../http/api-request.js';
import { answerOf } from '../http/based.js';
import { Nothing, TrigramPath } from '../http/place/place.input.js';
import { problems } from '../http/problems/problem-responses.js';
import { DomainListView } from './inventory.view.js';
import { VisibleDomains } from './visible-domains.js';

@ApiTags('Inventory')
@Controller('v1/trigrams/:trigram/domains')
export class DomainsController {
  constructor(private readonly domains: VisibleDomains) {}

  @Get()
  @ApiOperation({
    operationId: 'listDomains',
    summary: 'List the domains of a trigram that you may use',
    description: 'With their hosts, whether a worker serves these, and what you may do there.',
  })
  @ApiOkResponse({ type: DomainListView, description: 'Domains and hosts' })
  @problems('TRIGRAM_NOT_FOUND')
  async list(
    @Param() { trigram }: TrigramPath,
    @Query() _query: Nothing,
    @CurrentCaller() caller: Caller,
    @Req() request: ApiRequest,
  ): Promise<DomainListView> {
    return answerOf(request, 'may use a domain of the trigram', await this.domains.of(trigram.toUpperCase(), caller));
  }
}
