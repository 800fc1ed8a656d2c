import type { Command } from '../command.js';
import type { Place } from '../operation.js';
import { TIMEOUTS_MS } from './timeouts.js';

const pmrep = (...args: string[]): Command => ({ program: 'pmrep', args, timeoutMs: TIMEOUTS_MS.read });

/**
 * Signs in to a repository; later pmrep commands of the same chain use that connection.
 *
 * `-X` names the variable that holds the encrypted password. Without `-t` an unreachable domain costs 180 s.
 */
export const connect = (repository: string, { domain, informaticaUser, securityDomain }: Place): Command =>
  pmrep(
    ...['connect', '-r', repository, '-d', domain, '-n', informaticaUser, '-s', securityDomain],
    ...['-X', 'INFA_DEFAULT_DOMAIN_PASSWORD', '-t', '30'],
  );

/** The user connections of the repository that this chain is connected to. */
export const listUserConnections = (): Command => pmrep('listuserconnections');

/** Ends one user connection. Only by id: `-n` and `-a` end more than anyone asked for. */
export const killUserConnection = (connectionId: string): Command => pmrep('killuserconnection', '-i', connectionId);

/** Prints the banner, which holds the version. Needs no repository. */
export const pmrepVersion = (): Command => pmrep('version');
