import type { Command } from '../command.js';
import { operate } from '../operate.js';

export const repositoryCommands: readonly Command[] = [
  {
    name: 'repositories list',
    operands: [],
    summary: 'the repositories of a domain and their state',
    run: (context) =>
      operate(context, {
        method: 'GET',
        path: '/v1/trigrams/{trigram}/domains/{domain}/repositories',
      }),
  },
];
