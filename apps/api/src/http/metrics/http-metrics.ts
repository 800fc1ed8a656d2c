import { Counter, Histogram, type Registry } from 'prom-client';
import { CODES, type ErrorCode } from '#libs/platform';

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];

/** What anybody may send is more than we know: the rest is one. */
const KNOWN_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Counts and times requests by route pattern: paths as sent would make a series for every name. */
export class HttpMetrics {
  private readonly requests: Counter<'method' | 'route' | 'status'>;
  private readonly seconds: Histogram<'method' | 'route'>;
  private readonly problems: Counter<'code'>;

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
    this.problems = new Counter({
      name: 'etlaas_problems_total',
      help: 'Requests answered with a problem, by its code',
      labelNames: ['code'],
      registers: [registry],
    });
    for (const code of Object.keys(CODES)) this.problems.inc({ code }, 0);
  }

  countProblem(code: ErrorCode): void {
    this.problems.inc({ code });
  }

  /** What never became a request has neither method nor route. */
  countBroken(status: number): void {
    this.requests.inc({ method: 'unknown', route: 'unknown', status });
  }

  observe(asked: string, route: string, status: number, elapsedMs: number): void {
    const method = KNOWN_METHODS.has(asked) ? asked : 'other';
    this.requests.inc({ method, route, status });
    this.seconds.observe({ method, route }, elapsedMs / 1000);
  }
}
