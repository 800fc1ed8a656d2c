import type { Command, Context } from '../command.js';
import { operate } from '../operate.js';

const SERVICES = '/v1/trigrams/{trigram}/domains/{domain}/integration-services';

const modeOf = ({ args }: Context) => ({ ...(args.texts['mode'] !== undefined && { mode: args.texts['mode'] }) });

const change = (verb: 'start' | 'stop' | 'restart', summary: string): Command => ({
  name: `services ${verb}`,
  operands: ['service'],
  summary,
  run: (context) =>
    operate(context, {
      method: 'POST',
      path: `${SERVICES}/{service}/${verb}`,
      names: { service: context.operands[0] ?? '' },
      body: modeOf(context),
    }),
});

export const serviceCommands: readonly Command[] = [
  {
    name: 'services list',
    operands: [],
    summary: 'the Integration Services of a domain and their state',
    run: (context) =>
      operate(context, {
        method: 'GET',
        path: SERVICES,
      }),
  },
  {
    name: 'services get',
    operands: ['service'],
    summary: 'the state of one',
    run: (context) =>
      operate(context, {
        method: 'GET',
        path: `${SERVICES}/{service}`,
        names: { service: context.operands[0] ?? '' },
      }),
  },
  change('start', 'start one'),
  change('stop', 'stop one: --mode complete | stop | abort'),
  change('restart', 'stop and start one'),
];
