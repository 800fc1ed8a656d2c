import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '#libs/auth';
import type { ApiRequest } from '../http/api-request.js';
import { Nothing } from '../http/place/place.input.js';
import { problems } from '../http/problems/problem-responses.js';
import { JobPath } from '../jobs/job-page.input.js';
import { CallbackView } from './callback.view.js';
import { CallbackDesk } from './callback-desk.js';

@ApiTags('Jobs')
@Controller('v1/jobs/:id/callback')
export class CallbacksController {
  constructor(private readonly desk: CallbackDesk) {}

  @Get()
  @ApiOperation({
    operationId: 'getCallback',
    summary: 'What became of the callback of a job, try by try',
    description: 'Whoever may see the job may see it.',
  })
  @ApiOkResponse({ type: CallbackView, description: 'The callback and its tries' })
  @problems('JOB_NOT_FOUND', 'JOB_GONE', 'CALLBACK_NOT_FOUND', 'QUEUE_UNAVAILABLE')
  get(@Param() { id }: JobPath, @Query() _query: Nothing, @CurrentCaller() caller: Caller): Promise<CallbackView> {
    return this.desk.read(id, caller);
  }

  @Post('redeliver')
  @HttpCode(202)
  @ApiBody({ type: Nothing, required: false })
  @ApiOperation({
    operationId: 'redeliverCallback',
    summary: 'Tell the end of a job once more, for its requester and ops',
    description: 'Begins anew, also where it was delivered or given up; the receiver knows it by the same webhook-id.',
  })
  @ApiAcceptedResponse({ type: CallbackView, description: 'It is tried again at once' })
  @problems('JOB_NOT_FOUND', 'JOB_GONE', 'CALLBACK_NOT_FOUND', 'QUEUE_UNAVAILABLE', 'AUDIT_UNAVAILABLE')
  redeliver(
    @Param() { id }: JobPath,
    @Query() _query: Nothing,
    @Body() _body: Nothing,
    @Req() request: ApiRequest,
  ): Promise<CallbackView> {
    return this.desk.redeliver(id, request);
  }
}
