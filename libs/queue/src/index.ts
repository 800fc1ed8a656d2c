export { ENVELOPE_VERSION, type Envelope, OLDEST_ENVELOPE, openEnvelope, type SignedJob } from './bull/envelope.js';
export { JobProducer, type ProducerParts, type Submission } from './bull/job-producer.js';
export { LeftToOthers } from './bull/left-to-others.js';
export { messageAttributes } from './bull/message-attributes.js';
export { QueueModule, ZONE_QUEUES } from './bull/queue.module.js';
export { queueOptions, type ZoneQueues } from './bull/queues.js';
export { opensOurs, type Presence, WorkerPresence } from './bull/worker-presence.js';
export {
  type CallbackLog,
  CallbackStore,
  type CallbackTry,
  type DueCallback,
  type Verdict,
} from './callbacks/callback-store.js';
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
} from './jobs/job.js';
export { deadlineOf } from './jobs/job-deadline.js';
export { type JobEnd, JobEndings } from './jobs/job-endings.js';
export { JobHub } from './jobs/job-hub.js';
export { JobLog, LOG_START, type LogEntry } from './jobs/job-log.js';
export { expiredOutcome } from './jobs/job-of-hash.js';
export type { JobPlace } from './jobs/job-place.js';
export type { Backlog } from './jobs/job-records.js';
export { type ForgottenJob, JobRetention } from './jobs/job-retention.js';
export {
  type Acceptance,
  type Doubt,
  type Idempotency,
  JobStore,
  LATEST_KEPT_FOR_MS,
  type Terms,
} from './jobs/job-store.js';
export { JobWait } from './jobs/job-wait.js';
export { CALLBACK_DUE } from './jobs/script-parts.js';
export type { Claim } from './jobs/step-answers.js';
export { QueueKeys, queueKeysOf } from './keys.js';
export { lineNameOf } from './lines/line-name.js';
export { TargetBusy, type ToldHolder } from './lines/target-busy.js';
export { type PlaceInLine, TargetLines } from './lines/target-lines.js';
export type { JobFilter, JobScope } from './lists/job-filter.js';
export { type JobCounts, JobLists, type JobPage, type PageWish } from './lists/job-lists.js';
export { crashesOnlyInTests } from './redis/crash-rule.js';
export { asking, isAnswering, RedisConnections, withinTime } from './redis/redis.js';
export type { ConnectionRole, RedisClient } from './redis/redis-client.js';
export { redisRules } from './redis/redis-rules.js';
export { openRedisPlace } from './redis/redis-settings.js';
export { refusalOf } from './redis/refused-login.js';
export { Replicas } from './redis/replicas.js';
export { jobTimesOf, keepsJobsLongEnough, queueSettings, type ZoneKeys } from './settings.js';
export { type RecentRefusal, RecentRefusals } from './shared/recent-refusals.js';
export { SharedCounts, type Usage } from './shared/shared-counts.js';
export { sharedKeys } from './shared/shared-keys.js';
