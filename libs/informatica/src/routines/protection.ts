import { AppError } from '#libs/platform';
import { isSameName } from '../names.js';
import type { Place } from '../operation.js';
import type { UserConnectionView } from '../operations/user-connection.view.js';

/** Why a connection is not killed just so. */
type Protection = 'service' | 'technical-user' | 'own-connection';

/** A dash stands for an empty field where fields carry no labels; no service can be named so. */
const NO_SERVICE = /^-?$/;

/**
 * Why a connection is protected; undefined where it is not.
 *
 * `service`: closing one connection of an Integration Service closes all of them (informatica-cli §5.3). `own-connection`:
 * pmrep under our technical user, which may be the very connection that does the killing.
 */
function protectionOf(connection: UserConnectionView, place: Place): Protection | undefined {
  const isOurs = isSameName(connection.user, place.informaticaUser);
  if (isOurs && /\bpmrep\b/i.test(connection.application)) return 'own-connection';
  if (!NO_SERVICE.test(connection.service) || /\bservices?\b/i.test(connection.application)) return 'service';
  return isOurs ? 'technical-user' : undefined;
}

/** Whether a connection may be killed. Force overrides all but our own connection. */
export function isKillable(connection: UserConnectionView, place: Place, force?: boolean): boolean {
  const protection = protectionOf(connection, place);
  return protection === undefined || (force === true && protection !== 'own-connection');
}

const SENTENCES: Record<Protection, string> = {
  service: 'it belongs to a service, and closing it closes all connections of that service. Use force if you mean it',
  'technical-user': 'it belongs to our own technical user. Use force if you mean it',
  'own-connection': 'it is our own connection to the repository, which does the killing',
};

/** The refusal to kill a connection that is protected. */
export function protectedError(connection: UserConnectionView, place: Place): AppError {
  const { connectionId } = connection;
  const protection = protectionOf(connection, place) ?? 'service';
  return new AppError('CONNECTION_PROTECTED', `Connection ${connectionId} was not killed: ${SENTENCES[protection]}.`, {
    details: { connectionId, protection },
  });
}
