export { crashPoint, crashSettings } from './crash-point.js';
export { environment } from './environment.js';
export {
  AppError,
  type AppErrorOptions,
  CODES,
  type ErrorCode,
  type FieldFault,
  type Problem,
  toProblem,
} from './errors.js';
export { type PostAnswer, type PostingOptions, postFaultInWords, postOnce, retryAfterMs } from './http-post.js';
export { type AppLogger, createLogger, NestLogger } from './logger.js';
export { isLoopback } from './loopback.js';
export { acceptCorrelationId, type RequestContext, runInContext } from './request-context.js';
export { runMain, type StartedApp } from './run-main.js';
export { Secret } from './secret.js';
export {
  readSettings,
  SettingsError,
  type SettingsOf,
  type SettingsRule,
  type SettingsShape,
  setting,
} from './settings.js';
export { VERSION } from './version.js';
