import { describe, expect, it } from '@jest/globals';
import type { Command } from './command.js';
import { hostUtcOffset } from './commands/date.js';
import { disableService, listServices, ping, pingDomain } from './commands/infacmd.js';
import { pingService } from './commands/pmcmd.js';
import { connect, killUserConnection } from './commands/pmrep.js';
import { throughGateway } from './gateway.js';
import { chain, effect, pause, type Step, type Steps } from './steps.js';

const GATEWAY = 'gw.socgen:6005';
const PLACE = { domain: 'DOM', informaticaUser: 'svc', securityDomain: 'Native' };

/** What a runner is asked for, when it answers every step with nothing. */
function asked(steps: Steps<unknown>): Step[] {
  const all: Step[] = [];
  for (let next = steps.next(); !next.done; next = steps.next({})) all.push(next.value);
  return all;
}

const argsThrough = (gateway: string | undefined, command: Command) =>
  asked(throughGateway(chain(command), gateway)).flatMap((step) => ('commands' in step ? step.commands[0]?.args : []));

describe('the gateway of a domain', () => {
  it.each<[Command, string[]]>([
    [listServices('IS'), ['isp', 'ListServices', '-st', 'IS', '-hp', GATEWAY]],
    [disableService('INT', 'abort'), ['isp', 'DisableService', '-sn', 'INT', '-mo', 'Abort', '-hp', GATEWAY]],
    [pingDomain(), ['isp', 'PingDomain', '-Format', 'CSV', '-hp', GATEWAY]],
    [ping('INT'), ['isp', 'Ping', '-sn', 'INT', '-dg', GATEWAY]],
    [
      connect('REP', PLACE),
      [
        ...['connect', '-r', 'REP', '-h', 'gw.socgen', '-o', '6005', '-n', 'svc', '-s', 'Native'],
        ...['-X', 'INFA_DEFAULT_DOMAIN_PASSWORD', '-t', '30'],
      ],
    ],
    [pingService('INT', 'DOM'), [...pingService('INT', 'DOM').args]],
    [killUserConnection('15'), ['killuserconnection', '-i', '15']],
    [hostUtcOffset(), ['+%z']],
  ])('is told to %j', (command, args) => {
    expect(argsThrough(GATEWAY, command)).toEqual(args);
    expect(argsThrough(undefined, command)).toEqual(command.args);
  });

  it('leaves the rest of a step alone, and passes answers and errors through', () => {
    function* operation(): Steps<unknown> {
      const journal = yield* effect('stop', { was: 1 }, disableService('INT', 'abort'));
      yield* pause(5);
      try {
        yield* chain(hostUtcOffset());
      } catch (error) {
        return [journal, error];
      }
      return undefined;
    }
    const steps = throughGateway(operation(), GATEWAY);
    expect(steps.next().value).toMatchObject({ kind: 'effect', effect: 'stop', before: { was: 1 } });
    expect(steps.next({ journal: { before: 2 } }).value).toEqual({ kind: 'pause', ms: 5 });
    steps.next({});
    const lost = new Error('lost');
    expect(steps.throw(lost)).toEqual({ done: true, value: [{ before: 2 }, lost] });
  });
});
