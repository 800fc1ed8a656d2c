import { defineOperation } from '../operation.js';
import { currentUserConnections, userConnectionsPlan } from '../routines/user-connections.js';
import { RepositoryInput } from './repository.input.js';
import { UserConnectionView } from './user-connection.view.js';

/** The user connections of a repository. */
export class SessionListView {
  /** Those that could be read whole; pmrep's own is among them. */
  declare sessions: UserConnectionView[];

  /**
   * The UTC offset of the host when the list was read. Times before a change of the clocks may have had another one.
   * @example '+01:00'
   */
  declare utcOffset: string;

  /** The lines of records that could not be read whole. They are shown as printed and cannot be killed by this API. */
  declare unread: string[][];
}

/** Lists a repository's user connections ("sessions" in the words of the callers). */
export const listSessions = defineOperation({
  name: 'sessions.list',
  kind: 'read',
  summary: 'List the user connections of a repository',
  input: RepositoryInput,
  output: SessionListView,
  runLimitMs: () => 300_000,
  target: ({ repository }) => ({ repository }),
  plan: ({ repository }, place) => userConnectionsPlan(repository, place),
  *steps({ repository }, place) {
    const { connections, utcOffset, unread } = yield* currentUserConnections(repository, place);
    return { sessions: connections, utcOffset, unread };
  },
});
