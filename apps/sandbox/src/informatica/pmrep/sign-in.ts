import { areAccepted, refusal } from '../credentials.js';
import type { Effect, Host } from '../host.js';
import type { Env } from '../program.js';
import { takeConnectionId } from '../state/connections.js';
import { type Connection, type Domain, findService, isAlive } from '../state/domain.js';
import { same } from '../text.js';
import { connectionFailure, Failure, type Request } from './command.js';
import type { Session } from './session.js';

/** Works on a repository through a connection of its own, which ends with the work. */
export type Work<T> = (domain: Domain, own: Connection, effect: Effect) => T;

/** Opens a new connection with the session's data, as each pmrep command does, and works on it. */
export function withConnection<T>(session: Session, env: Env, host: Host, work: Work<T>): Promise<T> {
  return host.change((domain, effect) => {
    const repository = checkAccess(domain, session, env, host);
    const own: Connection = {
      id: takeConnectionId(domain),
      repository,
      user: session.credentials.user,
      application: 'pmrep',
      service: '',
      hostName: domain.gateway.host,
      hostAddress: '127.0.0.1',
      loginAt: host.now(),
      lastActivityAt: host.now(),
      processId: process.pid,
      status: 'Active',
    };
    domain.connections.push(own);
    const answer = work(domain, own, effect);
    domain.connections = domain.connections.filter(({ id }) => id !== own.id);
    return answer;
  });
}

/** The session of an earlier connect. */
export function getSession({ session }: Request): Session {
  if (!session) throw new Failure();
  return session;
}

/** The repository's name as the domain writes it. The texts are guesses but for the `Repository connection failed.` */
function checkAccess(domain: Domain, { repository, credentials, ...session }: Session, env: Env, host: Host): string {
  const gateway = `${domain.gateway.host}:${domain.gateway.port}`;
  const isKnown = same(session.domain, domain.name) || same(session.domain, gateway);
  if (!isKnown || host.rule?.does === 'gateway-down') {
    throw connectionFailure(`[PCSF_46007] No gateway is available for the domain [${session.domain}].`);
  }
  const service = findService(domain, repository);
  if (service?.type !== 'RS' || !isAlive(service, host.now())) {
    throw connectionFailure(`[REP_55102] Failed to connect to repository service [${repository}].`);
  }
  if (host.rule?.does === 'login-refused' || !areAccepted(domain, credentials, env)) {
    throw connectionFailure(refusal(credentials));
  }
  return service.name;
}
