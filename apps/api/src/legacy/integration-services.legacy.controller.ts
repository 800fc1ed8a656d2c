import { Body, Controller, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  listIntegrationServices,
  type Operation,
  startIntegrationService,
  stopIntegrationService,
} from '#libs/informatica';
import { AppError } from '#libs/platform';
import { type Ask, Asked } from '../jobs/ask.js';
import { LegacyAccepted, LegacyServiceAccepted } from './legacy.view.js';
import { LegacyDesk } from './legacy-desk.js';
import { type LegacyQuery, readLegacyPlace } from './legacy-request.js';
import { LegacyRoute, legacyActionQuery } from './legacy-route.js';

const ACTIONS: Record<string, Operation> = { start: startIntegrationService, stop: stopIntegrationService };

/** Other fields were never looked at. */
const ACTION_BODY = {
  type: 'object',
  properties: {
    action: { type: 'string', example: 'Stop', pattern: '^(?:[Ss][Tt][Aa][Rr][Tt]|[Ss][Tt][Oo][Pp])$', maxLength: 5 },
  },
};

@ApiTags('Legacy')
@ApiParam({ name: 'trigram', example: 'MAE', description: 'The application that owns the domain' })
@ApiParam({ name: 'domain_name', example: 'DOM_MAE_D01', description: 'The Informatica domain' })
@Controller('informatica/trigrams/:trigram/domains/:domain_name/integration-services')
export class LegacyIntegrationServicesController {
  constructor(private readonly desk: LegacyDesk) {}

  @Get()
  @HttpCode(202)
  @LegacyRoute('listIntegrationServicesLegacy', 'List the Integration Services of a domain', LegacyAccepted)
  async listLegacy(
    @Param('trigram') trigram: string,
    @Param('domain_name') domain: string,
    @Query() query: LegacyQuery,
    @Asked() ask: Ask,
  ): Promise<LegacyAccepted> {
    const request = readLegacyPlace(trigram, domain, query);
    return upperCased(await this.desk.submit(listIntegrationServices, request, {}, ask));
  }

  @Put(':IS_name')
  @HttpCode(202)
  @LegacyRoute(
    'changeIntegrationServiceLegacy',
    'Start or stop an Integration Service',
    LegacyServiceAccepted,
    'change',
  )
  @legacyActionQuery
  @ApiParam({ name: 'IS_name', example: 'INT_MAE_D01', description: 'The Integration Service' })
  @ApiConsumes('application/json', 'application/x-www-form-urlencoded')
  @ApiBody({ schema: ACTION_BODY, required: false })
  async changeLegacy(
    @Param() { trigram, domain_name, IS_name }: Record<'trigram' | 'domain_name' | 'IS_name', string>,
    @Query() query: LegacyQuery,
    @Body() body: unknown,
    @Asked() ask: Ask,
  ): Promise<LegacyServiceAccepted> {
    const request = readLegacyPlace(trigram, domain_name, query);
    const sent = actionOf(body, query);
    const accepted = await this.desk.submit(operationOf(sent), request, { service: IS_name }, ask);
    return { ...upperCased(accepted), IS_name, action: sent };
  }
}

const upperCased = (accepted: LegacyAccepted): LegacyAccepted => ({
  ...accepted,
  Environment: accepted.Environment.toUpperCase(),
});

/** Old callers send the action as JSON, as a form, or in the query. */
function actionOf(body: unknown, query: LegacyQuery): { action?: unknown } {
  const given = body as { action?: unknown } | null | undefined;
  return given?.action === undefined ? { action: query['action'] } : { action: given.action };
}

function operationOf({ action }: { action?: unknown }): Operation {
  const operation = typeof action === 'string' ? ACTIONS[action.toLowerCase()] : undefined;
  if (operation) return operation;
  const detail = 'action must be Start or Stop';
  throw new AppError('VALIDATION_FAILED', `The ${detail}.`, { errors: [{ pointer: '/action', detail }] });
}
