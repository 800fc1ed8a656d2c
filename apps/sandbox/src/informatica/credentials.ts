import { decryptPassword, hashPassword } from './password.js';
import type { Env } from './program.js';
import type { Domain } from './state/domain.js';
import { same } from './text.js';

/** Who wants in. A password on the command line is plain, one from the environment is what pmpasswd printed. */
export interface Credentials {
  user: string;
  securityDomain: string;
  plain?: string;
  encrypted?: string;
}

/** Whether the domain knows this user in this security domain with this password. User names have no case. */
export function areAccepted({ login, siteKey }: Domain, credentials: Credentials, env: Env): boolean {
  const { user, securityDomain, plain, encrypted } = credentials;
  const password = plain ?? (encrypted === undefined ? undefined : decryptPassword(encrypted, siteKey, env));
  return (
    same(user, login.user) &&
    same(securityDomain, login.securityDomain) &&
    password !== undefined &&
    hashPassword(password) === login.passwordHash
  );
}

/** The text of a refused login as 10.4 prints it. */
export const refusal = ({ user, securityDomain }: Credentials): string =>
  `[UM_10205] Failed to authenticate the user [${user}] that belongs to the security domain [${securityDomain}]. ` +
  'For more information, see the domain logs.';
