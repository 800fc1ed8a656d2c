import type { Schemas } from '../../index.js';
import type { Command, Context } from '../command.js';
import { operate } from '../operate.js';
import type { Screen } from '../screen.js';

type Connection = Schemas['UserConnectionView'];

const SESSIONS = '/v1/trigrams/{trigram}/domains/{domain}/repositories/{repository}/sessions';

const showConnections = (out: Screen, connections: readonly Connection[]): void =>
  out.table(
    ['id', 'user', 'application', 'service', 'client', 'login', 'last activity', 'status'],
    connections.map((one) => [
      one.connectionId,
      one.user,
      one.application,
      one.service || '-',
      one.hostName || one.hostAddress,
      one.loginTime,
      one.lastActivityTime,
      one.status,
    ]),
  );

function showList({ out, err }: Context, { sessions, unread }: Schemas['SessionListView']): void {
  showConnections(out, sessions);
  if (unread.length > 0)
    err.line(`${unread.length} more could not be read whole; --json shows what was printed.`, 'yellow');
}

function showKilled(out: Screen, { killed }: Schemas['KilledSessionsView']): void {
  if (killed.length === 0) out.line('There was nobody to kill.');
  else showConnections(out, killed);
}

const repositoryOf = ({ operands }: Context): string => operands[0] ?? '';

export const sessionCommands: readonly Command[] = [
  {
    name: 'sessions list',
    operands: ['repository'],
    summary: 'who is connected to a repository',
    run: (context) =>
      operate(context, {
        method: 'GET',
        path: SESSIONS,
        names: { repository: repositoryOf(context) },
        show: (result: Schemas['SessionListView']) => showList(context, result),
      }),
  },
  {
    name: 'sessions kill',
    operands: ['repository', 'id'],
    summary: 'kill one user connection',
    run: (context) =>
      operate(context, {
        method: 'DELETE',
        path: `${SESSIONS}/{connectionId}`,
        names: { repository: repositoryOf(context), connectionId: context.operands[1] ?? '' },
        show: (result: Schemas['KilledSessionsView']) => showKilled(context.out, result),
      }),
  },
  {
    name: 'sessions kill-by-user',
    operands: ['repository', 'user'],
    summary: 'kill all of one user',
    run: (context) =>
      operate(context, {
        method: 'DELETE',
        path: SESSIONS,
        names: { repository: repositoryOf(context) },
        query: { user: context.operands[1] ?? '' },
        show: (result: Schemas['KilledSessionsView']) => showKilled(context.out, result),
      }),
  },
];
