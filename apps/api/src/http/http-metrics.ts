import { Counter, Histogram, type Registry } from 'prom-client';

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];

/** Counts and times requests by route pattern: paths as sent would make a series for every name. */
export class HttpMetrics {
  private readonly requests: Counter<'method' | 'route' | 'status'>;
  private readonly seconds: Histogram<'method' | 'route'>;

  constructor(registry: Registry) {
    this.requests = new Counter({
      name: 'etlaas_http_requests_total',
      help: 'Answered requests',
      labelNames: ['method', 'route', 'status'],
      registers: [registry],
    });
    this.seconds = new Histogram({
      name: 'etlaas_http_request_seconds',
      help: 'Time to answer a request',
      labelNames: ['method', 'route'],
      buckets: SECONDS,
      registers: [registry],
    });
  }

  /** What never became a request has neither method nor route. */
  countBroken(status: number): void {
    this.requests.inc({ method: 'unknown', route: 'unknown', status });
  }

  observe(method: string, route: string, status: number, elapsedMs: number): void {
    this.requests.inc({ method, route, status });
    this.seconds.observe({ method, route }, elapsedMs / 1000);
  }
}
