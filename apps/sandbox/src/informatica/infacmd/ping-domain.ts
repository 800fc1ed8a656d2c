import { isAlive } from '../state/domain.js';
import { type Command, Failure, givenValue, LOGIN, LOGIN_OPTIONS } from './command.js';
import { signIn } from './sign-in.js';

/** A domain that cannot be reached: the only case in which PingDomain prints one line and no error text. */
export class DomainDown extends Error {}

const row = (name: string, type: string, isUp: boolean, address: string) =>
  [name, type, isUp ? 'ALIVE' : 'NOT_ALIVE', address].join(',');

/** Pings the domain, its node and all services at once. The header and the columns but the first and the state are guesses. */
export const pingDomain: Command = {
  name: 'PingDomain',
  options: [...LOGIN_OPTIONS, { names: ['fm', 'Format'] }],
  required: LOGIN,
  async run(request, host) {
    const format = request.values.get('fm') ?? 'CSV';
    if (format.toUpperCase() !== 'CSV') throw new Failure(`[ICMD_99008] The format [${format}] is not supported.`);
    const domain = await signIn(request, host).catch((error: unknown) => {
      const isDown = error instanceof Failure && error.message.startsWith('[PCSF_46007]');
      throw isDown ? new DomainDown(row(givenValue(request, 'dn') ?? '', 'DOMAIN', false, '')) : error;
    });
    const gateway = `${domain.gateway.host}:${domain.gateway.port}`;
    return [
      'Name,Type,Status,Host:Port',
      row(domain.name, 'DOMAIN', true, gateway),
      row(domain.node, 'NODE', true, gateway),
      ...domain.services.map((one) => row(one.name, one.type, isAlive(one, host.now()), `${one.host}:${one.port}`)),
    ];
  },
};
