import { AppError } from '#libs/platform';
import type { Command, CommandOutcome } from '../command.js';
import { hostUtcOffset } from '../commands/date.js';
import { listServices } from '../commands/infacmd.js';
import { connect, listUserConnections } from '../commands/pmrep.js';
import { isSameName } from '../names.js';
import type { Place } from '../operation.js';
import type { UserConnectionView } from '../operations/user-connection.view.js';
import { parseUtcOffset } from '../parsers/date.js';
import { programFault } from '../parsers/failure.js';
import { parseListServices } from '../parsers/infacmd.js';
import { outcomeAt } from '../parsers/output.js';
import { parseConnect } from '../parsers/pmrep.js';
import { parseListUserConnections, type UserConnections } from '../parsers/user-connections.js';
import { type PlannedStep, readPlan } from '../plan.js';
import { chain, type Steps, together } from '../steps.js';

/** What was read from one repository. */
export interface RepositoryConnections extends UserConnections {
  utcOffset: string;
}

/** The chain that lists the user connections of a repository. `readUserConnections` takes its outcomes. */
export const userConnectionCommands = (repository: string, place: Place): Command[] => [
  hostUtcOffset(),
  connect(repository, place),
  listUserConnections(),
];

/** The user connections, from the outcomes of the chain. Asks the domain for the reason where pmrep cannot connect. */
export function* readUserConnections(
  outcomes: readonly CommandOutcome[],
  repository: string,
): Steps<RepositoryConnections> {
  const utcOffset = parseUtcOffset(outcomeAt(outcomes, 0, 'date'));
  yield* requireConnection(outcomeAt(outcomes, 1, 'pmrep connect'), repository);
  return { ...parseListUserConnections(outcomeAt(outcomes, 2, 'pmrep listuserconnections')), utcOffset };
}

/** Reads the user connections now. */
export function* currentUserConnections(repository: string, place: Place): Steps<RepositoryConnections> {
  return yield* readUserConnections(yield* chain(...userConnectionCommands(repository, place)), repository);
}

/** What reading the user connections would do. */
export const userConnectionsPlan = (repository: string, place: Place): PlannedStep[] =>
  readPlan(`The user connections of ${repository}.`, ...userConnectionCommands(repository, place));

/** What pmrep says of an unknown repository is not known, so the domain is asked whether it has one of that name. */
function* requireConnection(connected: CommandOutcome, repository: string): Steps<void> {
  try {
    parseConnect(connected, repository);
  } catch (error) {
    if (programFault('pmrep connect', connected)) throw error;
    const [listed] = yield* together(listServices('RS'));
    const names = listed ? parseListServices(listed) : [];
    if (names.some((name) => isSameName(name, repository))) throw error;
    throw new AppError('REPOSITORY_NOT_FOUND', `The domain has no repository named ${repository}.`, { cause: error });
  }
}

/** Whether two records are one connection. Ids are given again, so the id alone says nothing over time. */
export const isSameConnection = (one: UserConnectionView, other: UserConnectionView): boolean =>
  one.connectionId === other.connectionId && isSameName(one.user, other.user) && one.loginTime === other.loginTime;

const FIELDS = [
  ...(['connectionId', 'user', 'application', 'service', 'hostName', 'hostAddress'] as const),
  ...(['loginTime', 'lastActivityTime', 'processId', 'status'] as const),
];

/** Whether a value from a journal is a list of connections: the journal lay on a host, so it is checked before use. */
export const isConnectionList = (value: unknown): value is UserConnectionView[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((item: unknown) => {
    const record = item as Record<string, unknown> | null;
    return FIELDS.every((field) => typeof record?.[field] === 'string');
  });
