export { type CallbackLog, CallbackStore, type CallbackTry, type DueCallback, type Verdict } from './callback-store.js';
export { crashesOnlyInTests } from './crash-rule.js';
export { ENVELOPE_VERSION, type Envelope, OLDEST_ENVELOPE, openEnvelope, type SignedJob } from './envelope.js';
export {
  type AcceptedJob,
  type Callback,
  type FinalStatus,
  isFinal,
  JOB_STATUSES,
  type JobOutcome,
  type JobRecord,
  type JobStatus,
  type JobTarget,
  type JobTimes,
  outcomeOf,
  type Requester,
} from './job.js';
export { deadlineOf } from './job-deadline.js';
export { type JobEnd, JobEndings } from './job-endings.js';
export type { JobFilter, JobScope } from './job-filter.js';
export { JobHub } from './job-hub.js';
export { type JobCounts, JobLists, type JobPage, type PageWish } from './job-lists.js';
export { JobLog, LOG_START, type LogEntry } from './job-log.js';
export { expiredOutcome } from './job-of-hash.js';
export type { JobPlace } from './job-place.js';
export { JobProducer, type ProducerParts, type Submission } from './job-producer.js';
export type { Backlog } from './job-records.js';
export { type ForgottenJob, JobRetention } from './job-retention.js';
export {
  type Acceptance,
  type Doubt,
  type Idempotency,
  JobStore,
  LATEST_KEPT_FOR_MS,
  type Terms,
} from './job-store.js';
export { JobWait } from './job-wait.js';
export { QueueKeys, queueKeysOf } from './keys.js';
export { LeftToOthers } from './left-to-others.js';
export { lineNameOf } from './line-name.js';
export { messageAttributes } from './message-attributes.js';
export { QueueModule, ZONE_QUEUES } from './queue.module.js';
export { queueOptions, type ZoneQueues } from './queues.js';
export { type RecentRefusal, RecentRefusals } from './recent-refusals.js';
export { asking, isAnswering, RedisConnections, withinTime } from './redis.js';
export type { ConnectionRole, RedisClient } from './redis-client.js';
export { redisRules } from './redis-rules.js';
export { openRedisPlace } from './redis-settings.js';
export { Replicas } from './replicas.js';
export { CALLBACK_DUE } from './script-parts.js';
export { jobTimesOf, keepsJobsLongEnough, queueSettings, type ZoneKeys } from './settings.js';
export { SharedCounts, type Usage } from './shared-counts.js';
export { sharedKeys } from './shared-keys.js';
export type { Claim } from './step-answers.js';
export { TargetBusy, type ToldHolder } from './target-busy.js';
export { type PlaceInLine, TargetLines } from './target-lines.js';
export { opensOurs, type Presence, WorkerPresence } from './worker-presence.js';
