import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '#libs/auth';
import { isOps, listPermissions } from '#libs/permission';
import { Nothing } from '../http/place.input.js';
import { problems } from '../http/problem-responses.js';
import { Estate } from '../inventory/estate.js';
import { PermissionListView } from './permission.view.js';

@ApiTags('Permissions')
@Controller('v1/permissions')
export class PermissionsController {
  constructor(private readonly estate: Estate) {}

  @Get()
  @ApiOperation({ operationId: 'listPermissions', summary: 'What may I do, and why' })
  @ApiOkResponse({ type: PermissionListView })
  @problems(400, 401, 503)
  async list(@Query() _query: Nothing, @CurrentCaller() caller: Caller): Promise<PermissionListView> {
    const grants = await this.estate.grantsOf(caller);
    const { rules, nowMs } = this.estate.current;
    const permissions = listPermissions(grants, rules, nowMs).map(({ rule: _, ...permission }) => permission);
    return { login: caller.login, ops: isOps(grants), permissions };
  }
}
