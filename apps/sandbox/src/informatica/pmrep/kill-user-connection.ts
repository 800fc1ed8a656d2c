import { closeConnections } from '../state/connections.js';
import type { Connection } from '../state/domain.js';
import { same } from '../text.js';
import { type Command, Failure, Misuse, type Request } from './command.js';
import { getSession, withConnection } from './sign-in.js';

/** Closes one connection, all of a user, or all. What a real one says of an unknown id or user is not known. */
export const killUserConnection: Command = {
  name: 'killuserconnection',
  letters: 'i:n:a',
  usage: ['killuserconnection', '   {-i <connection_id> |', '    -n <user_name> |', '    -a (kill all connections)}'],
  delayMs: 1000,
  target: ({ values }) => values.get('i') ?? values.get('n') ?? (values.has('a') ? 'all' : undefined),
  async run(request, host) {
    const isChosen = choiceOf(request);
    await withConnection(getSession(request), request.env, host, (domain, own, effect) => {
      const inReach = domain.connections.filter(({ repository }) => repository === own.repository);
      const chosen = inReach.filter((one) => isChosen(one, own));
      if (chosen.length === 0) throw new Failure(['[REP_99001] There is no such connection.']);
      for (const { id } of closeConnections(domain, chosen, host.now())) effect(String(id));
    });
    return [];
  },
};

function choiceOf({ values }: Request): (one: Connection, own: Connection) => boolean {
  if (values.size !== 1) throw new Misuse(['Use exactly one of -i, -n and -a.']);
  const id = values.get('i');
  const user = values.get('n');
  if (id !== undefined && !/^\d{1,10}$/.test(id)) throw new Misuse([`The connection id [${id}] is not a number.`]);
  if (id !== undefined) return (one) => one.id === Number(id);
  return user === undefined ? (one, own) => one.id !== own.id : (one) => same(one.user, user);
}
