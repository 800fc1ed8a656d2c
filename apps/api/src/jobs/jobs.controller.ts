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
import { Nothing } from '../http/place.input.js';
import { problems } from '../http/problem-responses.js';
import { type Ask, Asked } from './ask.js';
import { JobPageView, JobView } from './job.view.js';
import { JobCancel } from './job-cancel.js';
import { JobEvents } from './job-events.js';
import { JobListing } from './job-listing.js';
import { JobPageQuery, JobPath } from './job-page.input.js';
import { JobReader } from './job-reader.js';

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
  @ApiOperation({ operationId: 'listJobs', summary: 'List the jobs you may see' })
  @ApiOkResponse({ type: JobPageView })
  @problems(400, 401, 503)
  list(@Query() query: JobPageQuery, @CurrentCaller() caller: Caller): Promise<JobPageView> {
    return this.listing.page(query, caller);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getJob', summary: 'Read a job, perhaps waiting for its end' })
  @ApiHeader({ name: 'Prefer', required: false, description: '`wait=20`: answer when the job ends, or after 20 s' })
  @ApiHeader({
    name: 'If-None-Match',
    required: false,
    description: 'The ETag of the last poll: 304 if nothing changed',
  })
  @ApiOkResponse({ type: JobView })
  @ApiResponse({ status: 304, description: 'Nothing changed since the ETag of If-None-Match' })
  @problems(400, 401, 404, 410, 503)
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
  @ApiOperation({ operationId: 'cancelJob', summary: 'Take a queued job back, or ask for the end of a running one' })
  @ApiOkResponse({ type: JobView, description: 'The job has ended (now or before)' })
  @ApiAcceptedResponse({ type: JobView, description: 'The job runs; its end was asked for' })
  @problems(400, 401, 403, 404, 410, 413, 415, 503)
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
  @ApiOperation({ operationId: 'watchJob', summary: 'Follow a job as server-sent events: status, log, end' })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The id of the last event told: go on behind it' })
  @ApiNoContentResponse({ description: 'The end was told already: there is nothing more' })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  @problems(400, 401, 404, 410, 503)
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
