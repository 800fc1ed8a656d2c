import type { Schemas } from '../../index.js';
import { type Command, needed } from '../command.js';

type Host = Schemas['DomainHostView'];

const SERVED = { true: '', false: ', no worker' } as const;

const hostInWords = ({ hostname, zone, served }: Host): string =>
  `${hostname} (${zone}${served === undefined ? '' : SERVED[`${served}`]})`;

export const domainCommands: readonly Command[] = [
  {
    name: 'domains list',
    operands: [],
    summary: 'the domains of a trigram that you may use',
    run: async (context) => {
      const { api, args, out, signal } = context;
      const [trigram = ''] = needed(context, 'trigram');
      const request = { path: { trigram }, query: args.query as never, signal };
      const answer = await api.request('GET', '/v1/trigrams/{trigram}/domains', request);
      if (args.isJson) out.json(answer);
      else {
        out.table(
          ['domain', 'environment', 'you may', 'hosts'],
          answer.domains.map(({ domain, environment, level, hosts }) => [
            domain,
            environment,
            level,
            hosts.map(hostInWords).join(', '),
          ]),
        );
      }
      return 0;
    },
  },
];
