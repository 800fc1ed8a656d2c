import { IsOptional } from 'class-validator';
import { AppError } from '#libs/platform';
import { IsConnectionId, IsPrinted } from '../name-decorators.js';
import { isSameName } from '../names.js';
import { defineOperation, type Place } from '../operation.js';
import type { UserConnections } from '../parsers/user-connections.js';
import { killConnections, killPlan, killRunLimitMs, mentions } from '../routines/kill-connections.js';
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

  /**
   * Only if the connection is this user's, as `sessions.list` printed the name; upper and lower case are the same.
   * @example 'alice'
   */
  @IsOptional()
  @IsPrinted()
  ifUser?: string;

  /**
   * Only if the connection has this login time, exactly as `sessions.list` printed it.
   * @example '01/06/2025 08:12:44'
   */
  @IsOptional()
  @IsPrinted()
  ifLoginTime?: string;
}

/**
 * Kills one user connection. `CONNECTION_PROTECTED` for those of services and our own; `CONNECTION_CHANGED`, and nothing is
 * killed, where the id is by now that of another connection than the caller saw.
 */
export const killSession = defineOperation({
  name: 'session.kill',
  kind: 'change',
  summary: 'Kill one user connection',
  input: KillSessionInput,
  output: KilledSessionsView,
  runLimitMs: () => killRunLimitMs,
  target: ({ repository, connectionId }) => ({ repository, connectionId }),
  plan: ({ repository, connectionId, ifUser, ifLoginTime }, place) => {
    const guard = [ifUser && `of ${ifUser}`, ifLoginTime && `since ${ifLoginTime}`].filter(Boolean).join(' ');
    const whom = `It must have connection ${connectionId}${guard && `, still ${guard}`}.`;
    return killPlan({ repository, place }, whom, connectionId);
  },
  *steps(input, place) {
    return yield* killConnections(
      { repository: input.repository, place },
      { choose: (all) => choose(all, input, place) },
    );
  },
});

function choose(all: UserConnections, input: KillSessionInput, place: Place): UserConnectionView[] {
  const { connectionId, force } = input;
  const found = all.connections.find((connection) => connection.connectionId === connectionId);
  if (!found) throw notFound(all, connectionId);
  if (!isMeant(found, input)) throw changed(found);
  if (!isKillable(found, place, force)) throw protectedError(found, place);
  return [found];
}

/** Ids are given again: what the caller saw of the connection must still be true, where the caller says what that was. */
const isMeant = ({ user, loginTime }: UserConnectionView, { ifUser, ifLoginTime }: KillSessionInput): boolean =>
  (ifUser === undefined || isSameName(user, ifUser)) && (ifLoginTime === undefined || loginTime === ifLoginTime);

const changed = ({ connectionId, user, loginTime }: UserConnectionView): AppError =>
  new AppError(
    'CONNECTION_CHANGED',
    `Connection ${connectionId} was not killed: it is another one than you saw. List the connections again.`,
    { details: { found: { connectionId, user, loginTime } } },
  );

const notFound = (all: UserConnections, connectionId: string): AppError =>
  mentions(all, (start) => start.connectionId === connectionId)
    ? new AppError(
        'OUTPUT_NOT_UNDERSTOOD',
        `Connection ${connectionId} was not killed: its record cannot be read whole.`,
      )
    : new AppError('CONNECTION_NOT_FOUND', `The repository has no user connection ${connectionId}.`);
