import { Controller, Get, Param, Res, UseInterceptors } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Caller, CurrentCaller } from '#libs/auth';
import { AppError, type ErrorCode } from '#libs/platform';
import type { JobRecord, JobStatus } from '#libs/queue';
import { problems } from '../http/problems/problem-responses.js';
import { JobReader } from '../jobs/job-reader.js';
import { jobPath } from '../jobs/job-views.js';
import { LegacyTask, LegacyUnknownTask } from './legacy.view.js';
import { LegacyHeaders } from './legacy-headers.interceptor.js';
import { LEGACY_HEADERS } from './legacy-route.js';

const OLD_STATUS: Record<JobStatus, string> = {
  queued: 'PENDING',
  running: 'STARTED',
  succeeded: 'SUCCESS',
  failed: 'FAILURE',
  unknown: 'FAILURE',
  expired: 'REVOKED',
  cancelled: 'REVOKED',
};

/** Old callers know one answer for a task that cannot be read. */
const UNKNOWN: ReadonlySet<string> = new Set<ErrorCode>(['JOB_NOT_FOUND', 'JOB_GONE']);

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@ApiTags('Legacy')
@Controller('UUID')
export class LegacyTasksController {
  constructor(private readonly reader: JobReader) {}

  @Get(':uuid')
  @UseInterceptors(LegacyHeaders)
  @ApiOperation({
    operationId: 'getTaskLegacy',
    summary: 'The state and result of a task',
    description: 'As in the replaced system; /v1/jobs/{id} says more.',
    deprecated: true,
  })
  @ApiParam({ name: 'uuid', example: '2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11', description: 'As the submit answered it' })
  @ApiOkResponse({ type: LegacyTask, description: 'The task as it is now', headers: LEGACY_HEADERS })
  @ApiNotFoundResponse({
    type: LegacyUnknownTask,
    description: 'No such task, or not visible to you',
    headers: LEGACY_HEADERS,
  })
  @problems('QUEUE_UNAVAILABLE')
  async taskLegacy(
    @Param('uuid') uuid: string,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LegacyTask | LegacyUnknownTask> {
    const job = await this.find(uuid, caller);
    if (!job) {
      reply.status(404);
      return { id: uuid, details: 'The task does not exist' };
    }
    reply.header('link', `<${jobPath(job.id)}>; rel="canonical"`);
    return { status: job.verifyUntil ? 'STARTED' : OLD_STATUS[job.status], id: uuid, details: detailsOf(job) };
  }

  private async find(uuid: string, caller: Caller): Promise<JobRecord | undefined> {
    if (!UUID.test(uuid)) return undefined;
    return this.reader.find(uuid.toLowerCase(), caller).catch((error: unknown) => {
      if (error instanceof AppError && UNKNOWN.has(error.code)) return undefined;
      throw error;
    });
  }
}

function detailsOf({ status, result, error, verifyUntil }: JobRecord): unknown {
  if (verifyUntil) return 'The task was run; how it ended is verified';
  if (status === 'queued') return 'The task waits for a worker';
  if (status === 'running') return 'The task is running';
  if (status === 'succeeded') return result;
  return error?.detail ?? 'The task was cancelled before it began';
}
