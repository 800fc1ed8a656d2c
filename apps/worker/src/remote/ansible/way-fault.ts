import { AppError, type ErrorCode } from '#libs/platform';
import type { RemoteHost } from '../remote-host.js';

const SIGNS: readonly [sign: RegExp, code: ErrorCode, sentence: (hostname: string) => string][] = [
  [
    /host key verification failed|host identification has changed|host key is known/i,
    'HOST_KEY_REFUSED',
    (hostname) => `${hostname} showed a host key that is not pinned.`,
  ],
  [/permission denied \(/i, 'HOST_LOGIN_REFUSED', (hostname) => `${hostname} refused the worker's SSH login.`],
  [
    /sudo|become|privilege escalation/i,
    'HOST_LOGIN_REFUSED',
    (hostname) => `${hostname} lets the worker's login not become the OS user of Informatica.`,
  ],
];

/** Why the way to a host is closed, by what ssh and Ansible said of it. Their words go no further than the log. */
export function wayFault({ hostname }: RemoteHost, said: string): AppError {
  const cause = new Error(said);
  const found = SIGNS.find(([sign]) => sign.test(said));
  if (!found) return new AppError('HOST_UNREACHABLE', `${hostname} cannot be reached by SSH.`, { cause });
  const [, code, sentence] = found;
  return new AppError(code, sentence(hostname), { cause });
}
