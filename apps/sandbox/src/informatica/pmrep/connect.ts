import { type Command, Failure, Misuse, type Request } from './command.js';
import { type Session, saveSession } from './session.js';
import { withConnection } from './sign-in.js';

/** Proves the credentials and leaves them in the connection file for the commands that follow. */
export const connect: Command = {
  name: 'connect',
  letters: 'r:d:h:o:n:s:x:X:ut:',
  usage: [
    'connect',
    '   -r <repository_name>',
    '   {-d <domain_name> |',
    '    {-h <portal_host_name>',
    '     -o <portal_port_number>}}',
    '   [{-n <user_name>',
    '    [-s <user_security_domain>]',
    '    [-x <password> |',
    '     -X <password_environment_variable>]} |',
    '    -u (connect without user in kerberos mode)]',
    '   [-t <client_resilience>]',
  ],
  delayMs: 2000,
  target: ({ values }) => values.get('r'),
  async run(request, host) {
    const session = sessionOf(request);
    const place = await withConnection(session, request.env, host, (domain, own) => ({ ...own, domain: domain.name }));
    saveSession({ ...session, repository: place.repository }, request.env);
    return [`Connected to repository ${place.repository} in ${place.domain} as user ${place.user}`];
  },
};

function sessionOf({ values, env }: Request): Session {
  const [repository, domain, host, port] = ['r', 'd', 'h', 'o'].map((letter) => values.get(letter));
  const place = domain ?? (host !== undefined && port !== undefined ? `${host}:${port}` : undefined);
  if (repository === undefined || place === undefined) throw new Misuse(['A mandatory option is missing.']);
  if (domain !== undefined && (host !== undefined || port !== undefined)) {
    throw new Misuse(['Use either -d, or -h and -o.']);
  }
  if (values.has('x') && values.has('X')) throw new Misuse(['Use either -x or -X.']);
  if (values.has('u') || !values.has('n')) throw new Failure(['Kerberos is not configured in this domain.']);
  const encrypted = env[values.get('X') ?? ''];
  if (values.has('X') && !encrypted) {
    throw new Failure([`The environment variable [${values.get('X')}] is not set.`, 'Repository connection failed.']);
  }
  const credentials = { user: values.get('n') ?? '', securityDomain: values.get('s') ?? 'Native' };
  return { repository, domain: place, credentials: { ...credentials, plain: values.get('x'), encrypted } };
}
