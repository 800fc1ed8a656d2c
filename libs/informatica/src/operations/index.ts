import type { Operation } from '../operation.js';
import { getIntegrationService } from './get-integration-service.js';
import { killSession } from './kill-session.js';
import { killSessionsByUser } from './kill-sessions-by-user.js';
import { listIntegrationServices } from './list-integration-services.js';
import { listRepositories } from './list-repositories.js';
import { listSessions } from './list-sessions.js';
import { restartIntegrationService } from './restart-integration-service.js';
import { startIntegrationService } from './start-integration-service.js';
import { stopIntegrationService } from './stop-integration-service.js';

/** Every operation there is. A new one needs its file and a line here. */
export const operations: readonly Operation[] = [
  listIntegrationServices,
  getIntegrationService,
  startIntegrationService,
  stopIntegrationService,
  restartIntegrationService,
  listRepositories,
  listSessions,
  killSession,
  killSessionsByUser,
];

/** Finds operations by name. Throws where two have the same one: a job would run the wrong operation. */
export function indexByName(list: readonly Operation[]): ReadonlyMap<string, Operation> {
  const found = new Map<string, Operation>();
  for (const operation of list) {
    if (found.has(operation.name)) throw new Error(`two operations are named ${operation.name}`);
    found.set(operation.name, operation);
  }
  return found;
}

/** The operations by their dotted names. */
export const operationsByName: ReadonlyMap<string, Operation> = indexByName(operations);
