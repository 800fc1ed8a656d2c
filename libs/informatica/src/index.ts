export type { Command, CommandOutcome, Program } from './command.js';
export { STOP_MODES, type StopMode } from './commands/infacmd.js';
export {
  IsConnectionId,
  IsDomainName,
  IsEnvironmentName,
  IsRepositoryName,
  IsServiceName,
  IsTrigram,
  IsUserName,
} from './name-decorators.js';
export {
  ENVIRONMENTS,
  type EnvironmentName,
  isName,
  isSameName,
  type NameKind,
  nameRules,
  parseEnvironment,
  parseTrigram,
} from './names.js';
export {
  defineOperation,
  type InputClass,
  type NamedTarget,
  type Operation,
  type OperationKind,
  type Place,
} from './operation.js';
export { getIntegrationService } from './operations/get-integration-service.js';
export { operations, operationsByName } from './operations/index.js';
export { IntegrationServiceInput } from './operations/integration-service.input.js';
export { IntegrationServiceView } from './operations/integration-service.view.js';
export { KillSessionInput, killSession } from './operations/kill-session.js';
export { KillSessionsByUserInput, killSessionsByUser } from './operations/kill-sessions-by-user.js';
export { KilledSessionsView } from './operations/killed-sessions.view.js';
export {
  IntegrationServiceListView,
  ListIntegrationServicesInput,
  listIntegrationServices,
} from './operations/list-integration-services.js';
export {
  ListRepositoriesInput,
  listRepositories,
  RepositoryListView,
  RepositoryView,
} from './operations/list-repositories.js';
export { listSessions, SessionListView } from './operations/list-sessions.js';
export { KillInput, RepositoryInput } from './operations/repository.input.js';
export { restartIntegrationService } from './operations/restart-integration-service.js';
export { ServiceChangeView } from './operations/service-change.view.js';
export { startIntegrationService } from './operations/start-integration-service.js';
export { stopIntegrationService } from './operations/stop-integration-service.js';
export { StopModeInput } from './operations/stop-mode.input.js';
export { UserConnectionView } from './operations/user-connection.view.js';
export { readInput, toFieldFaults } from './read-input.js';
export {
  begin,
  beginInOrder,
  chain,
  effect,
  type Journal,
  pause,
  type Step,
  type StepAnswer,
  type Steps,
  together,
} from './steps.js';
