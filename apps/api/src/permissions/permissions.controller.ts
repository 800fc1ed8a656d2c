import { Controller, Get, Header, Query, Req, Res } from '@nestjs/common';

import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiProduces, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Caller, CurrentCaller, OpsOnly } from '#libs/auth';
import type { ApiRequest } from '../http/api-request.js';
import { answerOf } from '../http/based.js';
import { answerHeaders } from '../http/document/answer-headers.js';
import { Nothing } from '../http/place/place.input.js';
import { CallerPermissions } from './caller-permissions.js';
import { PermissionAnswerView, PermissionListView } from './permission.view.js';
import { permissionsAsCsv } from './permission-export.js';
import { PermissionQuestionQuery } from './permission-question.input.js';
import { PermissionReview } from './permission-review.js';

@ApiTags('Permissions')
@ApiExtraModels(PermissionAnswerView, PermissionListView)
@Controller('v1/permissions')
export class PermissionsController {
  constructor(
    private readonly permissions: CallerPermissions,
    private readonly review: PermissionReview,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listPermissions',
    summary: 'What may I do, and why',
    description:
      'With `domain`, `environment` and `operation`: whether you may do that, and why or what you would need.',
  })
  @ApiOkResponse({
    description: 'All that you may do, or the answer to the question',
    schema: { oneOf: [{ $ref: getSchemaPath(PermissionListView) }, { $ref: getSchemaPath(PermissionAnswerView) }] },
  })
  async list(
    @Query() query: PermissionQuestionQuery,
    @CurrentCaller() caller: Caller,
    @Req() request: ApiRequest,
  ): Promise<PermissionListView | PermissionAnswerView> {
    const based = (await this.permissions.answer(caller, query)) ?? (await this.permissions.list(caller));
    return answerOf<PermissionListView | PermissionAnswerView>(request, 'asked about their own rights', based);
  }

  @Get('export')
  @OpsOnly()
  @Header('content-type', 'text/csv; charset=utf-8')
  @ApiOperation({
    operationId: 'exportPermissions',
    summary: 'Who may do what, by which rule, as CSV for reviews (ops)',
    description:
      'One row for each account, trigram, domain and environment, with the highest level. Reads the directory anew.',
  })
  @ApiProduces('text/csv')
  @ApiOkResponse({
    description: 'The file',
    content: { 'text/csv': { schema: { type: 'string' } } },
    headers: answerHeaders('Content-Disposition!'),
  })
  async export(
    @Query() _query: Nothing,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const csv = permissionsAsCsv(answerOf(request, 'ops', await this.review.all()));
    // Not before: a refusal is no file to save.
    reply.header('content-disposition', 'attachment; filename="permissions.csv"');
    return csv;
  }
}
