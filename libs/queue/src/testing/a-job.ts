import { randomUUID } from 'node:crypto';
import type { AcceptedJob } from '../jobs/job.js';

const TARGET = { trigram: 'MAE', domain: 'DOM_A', environment: 'Development', host: 'a.socgen', zone: 'docker' };

/** An accepted job, a change of a service of its own; give what matters to the test. */
export const aJob = (overrides: Partial<AcceptedJob> = {}, service = `INT_${randomUUID()}`): AcceptedJob => ({
  id: randomUUID(),
  operation: 'integration-service.stop',
  kind: 'change',
  input: { service },
  target: { ...TARGET, service },
  requestedBy: { subject: 'alice', login: 'alice' },
  correlationId: 'correlation-1',
  ...overrides,
});

/** A job as a worker has it from its envelope, with a deadline in an hour. */
export const claimed = (job: AcceptedJob) => ({ ...job, notAfter: new Date(Date.now() + 3_600_000).toISOString() });
