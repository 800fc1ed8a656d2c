import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '#libs/auth';
import { QueueMetrics } from './queue-metrics.js';

/** Only where METRICS_PORT does not tell them: whoever has a port for them means to show them there alone. */
@ApiTags('Operation of the API')
@Public()
@Controller()
export class MetricsController {
  constructor(private readonly metrics: QueueMetrics) {}

  @Get('metrics')
  @ApiOperation({
    operationId: 'metrics',
    summary: 'Prometheus metrics',
    description: 'In the text format of Prometheus.',
    security: [],
  })
  @ApiOkResponse({ description: 'All metrics', content: { 'text/plain': { schema: { type: 'string' } } } })
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  exposition(): Promise<string> {
    return this.metrics.text();
  }
}
