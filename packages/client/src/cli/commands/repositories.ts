import type { Schemas } from '../../index.js';
import type { Command } from '../command.js';
import { operate } from '../operate.js';
import { yesNo } from './services.js';

export const repositoryCommands: readonly Command[] = [
  {
    name: 'repositories list',
    operands: [],
    summary: 'the repositories of a domain and their state',
    run: (context) =>
      operate(context, {
        method: 'GET',
        path: '/v1/trigrams/{trigram}/domains/{domain}/repositories',
        show: ({ repositories }: Schemas['RepositoryListView']) =>
          context.out.table(
            ['repository', 'enabled', 'alive'],
            repositories.map(({ name, enabled, alive }) => [name, yesNo(enabled), yesNo(alive)]),
          ),
      }),
  },
];
