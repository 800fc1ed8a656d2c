export type { Command, CommandOutcome, Program } from './command.js';
export { STOP_MODES, type StopMode } from './commands/infacmd.js';
export { commandThroughGateway, throughGateway } from './gateway.js';
export {
  IsConnectionId,
  IsDomainName,
  IsPrinted,
  IsRepositoryName,
  IsServiceName,
  IsUserName,
} from './name-decorators.js';
export { isSameName, type NameKind, nameRules } from './names.js';
export type {
  InputClass,
  NamedTarget,
  Operation,
  OperationKind,
  Place,
} from './operation.js';
export { getIntegrationService } from './operations/get-integration-service.js';
export { operationsByName } from './operations/index.js';
export { IntegrationServiceView } from './operations/integration-service.view.js';

export { killSession } from './operations/kill-session.js';
export { killSessionsByUser } from './operations/kill-sessions-by-user.js';

export { listIntegrationServices } from './operations/list-integration-services.js';
export { listRepositories } from './operations/list-repositories.js';
export { listSessions } from './operations/list-sessions.js';

export { restartIntegrationService } from './operations/restart-integration-service.js';

export { startIntegrationService } from './operations/start-integration-service.js';
export { stopIntegrationService } from './operations/stop-integration-service.js';

export { UserConnectionView } from './operations/user-connection.view.js';
export { PLAN_PHASES, type PlannedStep, type PlanPhase } from './plan.js';

export { readInput } from './read-input.js';
export { ReadAs, readInstance } from './read-instance.js';
export { provePulse, readVersions } from './routines/diagnosis.js';
export {
  begin,
  chain,
  effect,
  type Journal,
  type Step,
  type StepAnswer,
  type Steps,
  together,
} from './steps.js';
