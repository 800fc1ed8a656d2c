import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, CurrentCaller } from '#libs/auth';
import { stopIntegrationService } from '#libs/informatica';
import { answerHeaders } from '../http/document/answer-headers.js';
import { Nothing } from '../http/place/place.input.js';
import { problems } from '../http/problems/problem-responses.js';
import { type Ask, Asked } from './ask.js';
import { JobPageView, type JobView } from './job.view.js';
import { anyJobContent, JOB_LINKS, POLL_HEADERS } from './job-answers.js';
import { JobCancel } from './job-cancel.js';
import { JobEvents } from './job-events.js';
import { JobListing } from './job-listing.js';
import { JobPageQuery, JobPath } from './job-page.input.js';
import { JobReader } from './job-reader.js';

const NEXT_PAGE = {
  listJobs: {
    operationId: 'listJobs',
    parameters: { pageToken: '$response.body#/nextPageToken' },
    description: 'The next page, where there is one',
  },
};

const EVENTS = 'id: 3-0-0\nevent: end\ndata: {"id":"2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11","status":"succeeded"}\n\n';

@ApiTags('Jobs')
@Controller('v1/jobs')
export class JobsController {
  constructor(
    private readonly listing: JobListing,
    private readonly reader: JobReader,
    private readonly cancellation: JobCancel,
    private readonly stream: JobEvents,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listJobs',
    summary: 'List the jobs you may see',
    description: 'Your own, those of trigrams that you may read, and for ops all.',
  })
  @ApiOkResponse({ type: JobPageView, description: 'A page of jobs', links: NEXT_PAGE })
  @problems('QUEUE_UNAVAILABLE')
  list(@Query() query: JobPageQuery, @CurrentCaller() caller: Caller): Promise<JobPageView> {
    return this.listing.page(query, caller);
  }

  @Get(':id')
  @ApiOperation({
    operationId: 'getJob',
    summary: 'Read a job, perhaps waiting for its end',
    description: '200 in every state of the job, also where it failed: `status` and `error` say so.',
  })
  @ApiHeader({ name: 'Prefer', required: false, description: '`wait=20`: answer when the job ends, or after 20 s' })
  @ApiHeader({
    name: 'If-None-Match',
    required: false,
    description: 'The ETag of the last poll: 304 if nothing changed',
  })
  @ApiOkResponse({
    description: 'The job as it is now',
    content: anyJobContent(stopIntegrationService, 'queued', 'running', 'succeeded', 'failed'),
    headers: POLL_HEADERS,
    links: JOB_LINKS,
  })
  @ApiResponse({ status: 304, description: 'Nothing changed since the ETag of If-None-Match', headers: POLL_HEADERS })
  @problems('JOB_NOT_FOUND', 'JOB_GONE', 'QUEUE_UNAVAILABLE')
  get(
    @Param() { id }: JobPath,
    @Query() _query: Nothing,
    @Asked() ask: Ask,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobView | undefined> {
    return this.reader.read(id, ask, request, reply);
  }

  @Post(':id/cancel')
  @HttpCode(202)
  @ApiBody({ type: Nothing, required: false })
  @ApiOperation({
    operationId: 'cancelJob',
    summary: 'Take a queued job back, or ask for the end of a running one',
    description: 'Its requester may, whoever may operate there, and ops. Doing it twice does no harm.',
  })
  @ApiOkResponse({
    description: 'The job has ended (now or before)',
    content: anyJobContent(stopIntegrationService, 'succeeded', 'failed'),
    links: JOB_LINKS,
  })
  @ApiAcceptedResponse({
    description: 'The job runs; its end was asked for',
    content: anyJobContent(stopIntegrationService, 'running'),
    links: JOB_LINKS,
  })
  @problems('JOB_NOT_FOUND', 'JOB_GONE', 'QUEUE_UNAVAILABLE', 'AUDIT_UNAVAILABLE')
  cancel(
    @Param() { id }: JobPath,
    @Query() _query: Nothing,
    @Body() _body: Nothing,
    @Asked() ask: Ask,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobView> {
    return this.cancellation.cancel(id, ask, reply);
  }

  @Get(':id/events')
  @ApiOperation({
    operationId: 'watchJob',
    summary: 'Follow a job as server-sent events: status, log, end',
    description:
      '`status` and `end` have the job as their data, `log` what its commands print. The stream ends after `end`.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The id of the last event told: go on behind it' })
  @ApiNoContentResponse({ description: 'The end was told already: there is nothing more' })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({
    description: 'Events as they come',
    content: { 'text/event-stream': { schema: { type: 'string' }, example: EVENTS } },
    headers: answerHeaders('X-Accel-Buffering!'),
  })
  @problems('JOB_NOT_FOUND', 'JOB_GONE', 'QUEUE_UNAVAILABLE')
  events(
    @Param() { id }: JobPath,
    @Query() _query: Nothing,
    @Asked() ask: Ask,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.stream.send(id, ask, request, reply);
  }
}
