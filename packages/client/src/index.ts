export { EtlaasClient, type SendOptions, type Submission, type SubmitOptions } from './client.js';
export { type ClientCredentials, clientCredentials } from './client-credentials.js';
export {
  EtlaasError,
  JobNotSucceeded,
  type Problem,
  Refused,
  StillRunning,
  sentenceOf,
  TokenRefused,
  Unreachable,
} from './errors.js';
export type { EventOptions, JobEvent } from './job-events.js';
export { pathOf } from './path-of.js';
export { RETRY_RULES, type RetryRules } from './retry.js';
export type {
  AnswerOf,
  Job,
  JobOf,
  Method,
  PathOf,
  Plan,
  RequestOf,
  ResultOf,
  Schemas,
  SubmitPath,
  SubmitRequestOf,
} from './routes.js';
export type { ClientOptions, TokenSource } from './transport.js';
export { VERSION } from './version.js';
export { hasEnded, type WaitOptions } from './wait-for-job.js';
