import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { OpsOnly } from '#libs/auth';
import { Nothing } from '../http/place/place.input.js';
import { problems } from '../http/problems/problem-responses.js';
import { ZoneListView } from './zone.view.js';
import { ZoneOverview } from './zone-overview.js';

@ApiTags('Inventory')
@Controller('v1/zones')
export class ZonesController {
  constructor(private readonly overview: ZoneOverview) {}

  @Get()
  @OpsOnly()
  @ApiOperation({
    operationId: 'listZones',
    summary: 'List the zones, their workers and what waits there (ops)',
    description: 'Zones that this API has a key of, and those that a worker announces.',
  })
  @ApiOkResponse({ type: ZoneListView, description: 'All zones' })
  @problems('QUEUE_UNAVAILABLE')
  list(@Query() _query: Nothing): Promise<ZoneListView> {
    return this.overview.all();
  }
}
