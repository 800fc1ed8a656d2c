import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '#libs/auth';
import { LivenessView, ReadinessView } from './health.view.js';
import { Readiness } from './readiness.js';

@ApiTags('Operation of the API')
@Public()
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('health/live')
  @ApiOperation({
    operationId: 'live',
    summary: 'The process runs',
    description: 'For probes that restart it.',
    security: [],
  })
  @ApiOkResponse({ type: LivenessView, description: 'It runs' })
  live(): LivenessView {
    return { status: 'alive' };
  }

  @Get('health/ready')
  @ApiOperation({
    operationId: 'ready',
    summary: 'The API can take requests',
    description: 'For load balancers, and people: it tells what is missing.',
    security: [],
  })
  @ApiOkResponse({ type: ReadinessView, description: 'It can' })
  @ApiServiceUnavailableResponse({ type: ReadinessView, description: 'Redis or the audit log does not work' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessView> {
    const view = await this.readiness.check();
    reply.status(view.status === 'ready' ? 200 : 503);
    return view;
  }
}
