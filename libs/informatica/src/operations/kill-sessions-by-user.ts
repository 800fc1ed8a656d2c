import { AppError } from '#libs/platform';
import { IsUserName } from '../name-decorators.js';
import { isSameName } from '../names.js';
import { defineOperation, type Place } from '../operation.js';
import type { UserConnections } from '../parsers/user-connections.js';
import { killConnections, killPlan, killRunLimitMs, mentions } from '../routines/kill-connections.js';
import { isKillable, protectedError } from '../routines/protection.js';
import { KilledSessionsView } from './killed-sessions.view.js';
import { KillInput } from './repository.input.js';
import { UserConnectionView } from './user-connection.view.js';

/** Names one user of a repository. */
export class KillSessionsByUserInput extends KillInput {
  /**
   * The login name; upper and lower case are the same.
   * @example 'alice'
   */
  @IsUserName()
  declare user: string;
}

/**
 * Kills the connections of one user, each by its id; protected ones are left alone, and told. Nobody to kill is a success.
 *
 * The user's name never reaches a command: `killuserconnection -n` knows no security domain and may end our own.
 */
export const killSessionsByUser = defineOperation({
  name: 'sessions.kill-by-user',
  kind: 'change',
  summary: 'Kill the user connections of one user',
  input: KillSessionsByUserInput,
  output: KilledSessionsView,
  runLimitMs: () => killRunLimitMs,
  target: ({ repository, user }) => ({ repository, user }),
  plan: ({ repository, user }, place) =>
    killPlan({ repository, place }, `All connections of ${user} are meant.`, `[each connection of ${user}]`),
  *steps(input, place) {
    return yield* killConnections(
      { repository: input.repository, place },
      { choose: (all) => choose(all, input, place), spare: (all) => spare(all, input, place) },
    );
  },
});

function choose(all: UserConnections, { user, force }: KillSessionsByUserInput, place: Place): UserConnectionView[] {
  // To kill the others and stay silent on this one would tell the caller that the user is gone.
  if (mentions(all, (start) => isSameName(start.user, user))) {
    throw new AppError('OUTPUT_NOT_UNDERSTOOD', `Nothing was killed: a record of ${user} cannot be read whole.`);
  }
  const found = ofUser(all, user);
  const killable = found.filter((connection) => isKillable(connection, place, force));
  const [refused] = found;
  if (refused && killable.length === 0) throw protectedError(refused, place);
  return killable;
}

/** A caller who is told of the killed only would believe that the user is gone. */
const spare = (all: UserConnections, { user, force }: KillSessionsByUserInput, place: Place): UserConnectionView[] =>
  ofUser(all, user).filter((connection) => !isKillable(connection, place, force));

const ofUser = ({ connections }: UserConnections, user: string): UserConnectionView[] =>
  connections.filter((connection) => isSameName(connection.user, user));
