import { describe, expect, it } from '@jest/globals';
import type { RemoteHost } from '../remote-host.js';
import { wayFault } from './way-fault.js';

const HOST = { hostname: 'etl.socgen' } as RemoteHost;
const PREFIX = 'Failed to connect to the host via ssh: ';

describe('what ssh and Ansible say of a closed way', () => {
  it.each([
    [`${PREFIX}Host key verification failed.`, 'HOST_KEY_REFUSED'],
    [
      `${PREFIX}No ED25519 host key is known for etl.socgen and you have requested strict checking.`,
      'HOST_KEY_REFUSED',
    ],
    [`${PREFIX}infa@10.1.2.3: Permission denied (publickey,password).`, 'HOST_LOGIN_REFUSED'],
    ['the way to the host is closed: sudo: a password is required', 'HOST_LOGIN_REFUSED'],
    ['Missing sudo password', 'HOST_LOGIN_REFUSED'],
    [`${PREFIX}ssh: connect to host 10.1.2.3 port 22: Connection refused`, 'HOST_UNREACHABLE'],
    [`${PREFIX}Connection timed out during banner exchange`, 'HOST_UNREACHABLE'],
    ['ansible-playbook: it ended with 1', 'HOST_UNREACHABLE'],
  ])('%s', (said, code) => {
    const fault = wayFault(HOST, said);
    expect(fault).toMatchObject({ code, cause: { message: said } });
    // Their words may name addresses and files: they are for the log.
    expect(fault.message).toMatch(/^etl\.socgen [a-z ]+\S+ [\w' ]+\.$/i);
  });
});
