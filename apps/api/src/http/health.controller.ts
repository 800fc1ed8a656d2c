import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '#libs/auth';
import { LivenessView, ReadinessView } from './health.view.js';
import { QueueMetrics } from './queue-metrics.js';
import { Readiness } from './readiness.js';

@ApiTags('Operation of the API')
@Public()
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: QueueMetrics,
  ) {}

  @Get('health/live')
  @ApiOperation({ operationId: 'live', summary: 'The process runs', security: [] })
  @ApiOkResponse({ type: LivenessView })
  live(): LivenessView {
    return { status: 'alive' };
  }

  @Get('health/ready')
  @ApiOperation({ operationId: 'ready', summary: 'The API can take requests', security: [] })
  @ApiOkResponse({ type: ReadinessView })
  @ApiServiceUnavailableResponse({ type: ReadinessView, description: 'Redis or the audit log does not work' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessView> {
    const view = await this.readiness.check();
    reply.status(view.status === 'ready' ? 200 : 503);
    return view;
  }

  @Get('metrics')
  @ApiOperation({ operationId: 'metrics', summary: 'Prometheus metrics', security: [] })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  exposition(): Promise<string> {
    return this.metrics.text();
  }
}
