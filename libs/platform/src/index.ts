export {
  type AppConfiguration,
  type ConfigurationCheck,
  type ConfigurationNote,
  configurationOf,
  type ExaminedConfiguration,
  faultsOf,
  problem,
  warning,
} from './configuration.js';
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
export { escapeHtml } from './escape-html.js';
export { FileWatch, type OnFileChange } from './files/file-watch.js';
export { RefusedFile } from './files/refused-file.js';
export { type FileState, WatchedFile } from './files/watched-file.js';
export { type PostAnswer, type PostingOptions, postFaultInWords, postOnce, retryAfterMs } from './http-post.js';
export { inTime, TimedOut } from './in-time.js';
export { type AppLogger, createLogger, NestLogger } from './logger.js';
export { isLoopback } from './loopback.js';
export { type DoorPages, doorSettings, MetricsDoor } from './metrics-door.js';
export { type Cell, Page } from './program/page.js';
export { plainJson } from './program/plain.js';
export { EXIT, runProgram, UsageError } from './program/run-program.js';
export { acceptCorrelationId, currentContext, type RequestContext, runInContext } from './request-context.js';
export { runMain, type StartedApp } from './run-main.js';
export { Secret } from './secret.js';
export {
  nameAndValue,
  readSettings,
  SettingsError,
  type SettingsOf,
  type SettingsRule,
  type SettingsShape,
  setting,
} from './settings.js';
export { contextFault, dateFault, trustFault } from './tls/certificate-faults.js';
export { certificateWatch, type WithCertificates } from './tls/certificate-watch.js';
export { dateChecks, pairRules, trustRule } from './tls/client-settings.js';
export { type ClientCertificates, ClientTls, type LiveCertificates, liveOptions } from './tls/client-tls.js';
export { type Identity, readIdentity, refuse } from './tls/identity.js';
export { filesOf, type InUse, openPair, openTrust } from './tls/in-use.js';
export { certificatesOf } from './tls/pem.js';
export { NO_TRACES } from './traces/no-traces.js';
export { openTraces } from './traces/open-traces.js';
export { type ExportHeaders, type TraceSettings, traceRules, traceSettings } from './traces/settings.js';
export type { Attributes, Span, SpanKind, SpanOptions, TracedProcess, Traces } from './traces/span.js';
export type { TraceContext } from './traces/trace-context.js';
export { traced, within } from './traces/traced.js';
export { VERSION } from './version.js';
