import type { Command, Context } from '../command.js';
import { operate } from '../operate.js';

const SESSIONS = '/v1/trigrams/{trigram}/domains/{domain}/repositories/{repository}/sessions';

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
      }),
  },
];
