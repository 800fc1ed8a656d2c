import { shortDate } from '../dates.js';
import type { Connection } from '../state/domain.js';
import type { Command } from './command.js';
import { getSession, withConnection } from './sign-in.js';

/** All user connections of the repository, pmrep's own among them. The layout is a guess, so it comes in two forms. */
export const listUserConnections: Command = {
  name: 'listuserconnections',
  letters: '',
  usage: ['listuserconnections'],
  delayMs: 1000,
  target: ({ session }) => session?.repository,
  run: (request, host) =>
    withConnection(getSession(request), request.env, host, ({ connections }, { repository }) =>
      connections
        .filter((one) => one.repository === repository)
        .flatMap((one) => (host.settings.connectionLabels ? labelled(one) : unlabelled(one))),
    ),
};

const fieldsOf = (connection: Connection): [label: string, value: string][] => [
  ['Application', connection.application],
  ['Service', connection.service],
  ['Host name', connection.hostName],
  ['Host address', connection.hostAddress],
  ['Login time', shortDate(connection.loginAt)],
  ['Last activity time', shortDate(connection.lastActivityAt)],
  ['Process id', String(connection.processId)],
  ['Status', connection.status],
];

const labelled = (one: Connection) => [
  `${one.id} : ${one.user}`,
  ...fieldsOf(one).map(([label, value]) => `     ${label} : ${value}`),
];

/** Nine lines that are not empty, because the wrapper this layout comes from drops empty ones and then counts to nine. */
const unlabelled = (one: Connection) => [
  `${one.id} : ${one.user}`,
  ...fieldsOf(one).map(([, value]) => `     ${value || '-'}`),
];
