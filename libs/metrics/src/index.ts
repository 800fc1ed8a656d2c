export { exposeAudit } from './audit-metrics.js';
export { operationLabel } from './bounded.js';
export { exposeDirectory, watchGrants } from './directory-metrics.js';
export { exposeCertificates, exposeFiles } from './file-metrics.js';
export { JobMetrics } from './job-metrics.js';
export { openRegistry } from './open-registry.js';
export { exposeRedis } from './redis-metrics.js';
export { exposeTraces } from './trace-metrics.js';
