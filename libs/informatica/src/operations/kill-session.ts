import { AppError } from '#libs/platform';
import { IsConnectionId } from '../name-decorators.js';
import { defineOperation, type Place } from '../operation.js';
import type { UserConnections } from '../parsers/user-connections.js';
import { killConnections, killRunLimitMs, mentions } from '../routines/kill-connections.js';
import { isKillable, protectedError } from '../routines/protection.js';
import { KilledSessionsView } from './killed-sessions.view.js';
import { KillInput } from './repository.input.js';
import { UserConnectionView } from './user-connection.view.js';

/** Names one user connection. */
export class KillSessionInput extends KillInput {
  /**
   * The id that `sessions.list` gave; a number that is used again once the connection is gone.
   * @example '15'
   */
  @IsConnectionId()
  declare connectionId: string;
}

/** Kills one user connection. `CONNECTION_PROTECTED` for those of services and our own. */
export const killSession = defineOperation({
  name: 'session.kill',
  kind: 'change',
  summary: 'Kill one user connection',
  input: KillSessionInput,
  output: KilledSessionsView,
  runLimitMs: () => killRunLimitMs,
  target: ({ repository, connectionId }) => ({ repository, connectionId }),
  *steps(input, place) {
    return yield* killConnections({ repository: input.repository, place }, (all) => choose(all, input, place));
  },
});

function choose(all: UserConnections, { connectionId, force }: KillSessionInput, place: Place): UserConnectionView[] {
  const found = all.connections.find((connection) => connection.connectionId === connectionId);
  if (!found) throw notFound(all, connectionId);
  if (!isKillable(found, place, force)) throw protectedError(found, place);
  return [found];
}

const notFound = (all: UserConnections, connectionId: string): AppError =>
  mentions(all, (start) => start.connectionId === connectionId)
    ? new AppError(
        'OUTPUT_NOT_UNDERSTOOD',
        `Connection ${connectionId} was not killed: its record cannot be read whole.`,
      )
    : new AppError('CONNECTION_NOT_FOUND', `The repository has no user connection ${connectionId}.`);
