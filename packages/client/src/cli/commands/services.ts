import type { Schemas } from '../../index.js';
import type { Command, Context } from '../command.js';
import { operate } from '../operate.js';
import type { Cell, Screen } from '../screen.js';

type Service = Schemas['IntegrationServiceView'];

const SERVICES = '/v1/trigrams/{trigram}/domains/{domain}/integration-services';

/** `yes` or `no`, painted. */
export const yesNo = (is: boolean): Cell => (is ? { text: 'yes', colour: 'green' } : { text: 'no', colour: 'red' });

const showServices = (out: Screen, services: readonly Service[]): void =>
  out.table(
    ['service', 'enabled', 'alive', 'endpoint'],
    services.map(({ name, enabled, alive, endpoint = '-' }) => [name, yesNo(enabled), yesNo(alive), endpoint]),
  );

const inWords = ({ enabled, alive }: Service): string =>
  `${enabled ? 'enabled' : 'disabled'}, ${alive ? 'answers' : 'does not answer'}`;

function showChange(out: Screen, { changed, before, after }: Schemas['ServiceChangeView']): void {
  out.line(
    changed
      ? `${after.name}: ${inWords(after)} (before: ${inWords(before)})`
      : `${after.name}: ${inWords(after)}, as before`,
  );
}

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
      show: (result) => showChange(context.out, result),
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
        show: ({ services }: Schemas['IntegrationServiceListView']) => showServices(context.out, services),
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
        show: (service: Service) => showServices(context.out, [service]),
      }),
  },
  change('start', 'start one'),
  change('stop', 'stop one: --mode complete | stop | abort'),
  change('restart', 'stop and start one'),
];
