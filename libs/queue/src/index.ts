export { ENVELOPE_VERSION, type Envelope, openEnvelope, type SignedJob } from './envelope.js';
export {
  type AcceptedJob,
  type FinalStatus,
  isFinal,
  JOB_STATUSES,
  type JobOutcome,
  type JobRecord,
  type JobStatus,
  type JobTarget,
  type Requester,
} from './job.js';
export { JobHub } from './job-hub.js';
export { JobLists, type JobPage, type JobScope } from './job-lists.js';
export { type Idempotency, JobProducer, type Submission } from './job-producer.js';
export { type Acceptance, type Backlog, type Claim, expiredOutcome, JobStore, type JobTimes } from './job-store.js';
export { JobWait } from './job-wait.js';
export { QueueKeys } from './keys.js';
export { QueueModule, ZONE_QUEUES } from './queue.module.js';
export { queueOptions, type ZoneQueues } from './queues.js';
export { asking, type ConnectionRole, RedisConnections, withinTime } from './redis.js';
export { keepsJobsLongEnough, queueSettings, type ZoneKeys } from './settings.js';
export { SharedCounts, type Usage } from './shared-counts.js';
export { opensOurs, type Presence, WorkerPresence } from './worker-presence.js';
