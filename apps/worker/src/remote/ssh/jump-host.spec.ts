import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Secret } from '#libs/platform';
import { HostKeys } from './host-keys.js';
import { SshConnection, type SshTarget } from './ssh-connection.js';
import { makeKey, SshServer } from './testing/ssh-server.js';

const login = makeKey();
const other = makeKey();

let host: SshServer;
let jump: SshServer;
let open: SshConnection[];

beforeEach(async () => {
  open = [];
  host = await new SshServer(login, { user: 'infa' }).start();
  jump = await new SshServer(login, { user: 'hopper', forwards: true }).start();
});
afterEach(async () => {
  for (const connection of open) connection.close();
  await Promise.all([host.stop(), jump.stop()]);
});

const target = (): SshTarget => ({
  hostname: 'host.socgen',
  address: '127.0.0.1',
  port: host.port,
  user: 'infa',
  jump: { hostname: 'jump.socgen', address: '127.0.0.1', port: jump.port, user: 'hopper' },
});

async function go(at: SshTarget, knownHosts = host.knownAs('host.socgen') + jump.knownAs('jump.socgen')) {
  const identity = { privateKey: new Secret(login.pem), hostKeys: HostKeys.parse(knownHosts) };
  const connection = await SshConnection.open(at, identity);
  open.push(connection);
  return connection;
}

async function said(connection: SshConnection, command: string): Promise<string> {
  let text = '';
  for await (const chunk of await connection.exec(command, new AbortController().signal)) text += String(chunk);
  return text;
}

const ended = (connection: SshConnection) =>
  new Promise((resolve) => connection.ended.addEventListener('abort', resolve, { once: true }));

describe('a host behind a jump host', () => {
  it('is reached through it', async () => {
    expect(await said(await go(target()), 'echo here')).toBe('here\n');
    expect(jump.forwarded).toEqual([host.port]);
  });

  it('leaves no connection to the jump host behind', async () => {
    const connection = await go(target());
    connection.close();
    await ended(connection);
    while (jump.connections > 0) await new Promise(setImmediate);
    expect(jump.connections).toBe(0);
  });

  it('leaves none behind either when nothing was said on the way', async () => {
    const knownHosts = host.knownAs('host.socgen') + jump.knownAs('jump.socgen');
    const identity = { privateKey: new Secret(login.pem), hostKeys: HostKeys.parse(knownHosts) };
    const way = await SshConnection.reach(target(), identity);
    expect(host.connections).toBe(1);
    way.close();
    while (jump.connections + host.connections > 0) await new Promise(setImmediate);
  });

  it('is lost with it', async () => {
    const connection = await go(target());
    const loss = ended(connection);
    await jump.stop();
    await loss;
    expect(connection.isOpen).toBe(false);
  });

  it('is not asked where the jump host shows another key: it gets neither our login nor our data', async () => {
    const knownHosts = host.knownAs('host.socgen') + jump.knownAs('jump.socgen', other);
    await expect(go(target(), knownHosts)).rejects.toMatchObject({
      code: 'HOST_KEY_REFUSED',
      message: 'jump.socgen (the jump host of host.socgen) showed a host key that is not pinned.',
    });
    expect([jump.forwarded, host.connections]).toEqual([[], 0]);
  });

  it('is not asked where no key is pinned for the jump host', async () => {
    await expect(go(target(), host.knownAs('host.socgen'))).rejects.toMatchObject({ code: 'HOST_KEY_REFUSED' });
    expect(jump.connections).toBe(0);
  });

  it('must show its own key, whatever stands between', async () => {
    const knownHosts = host.knownAs('host.socgen', other) + jump.knownAs('jump.socgen');
    await expect(go(target(), knownHosts)).rejects.toMatchObject({
      code: 'HOST_KEY_REFUSED',
      message: 'host.socgen showed a host key that is not pinned.',
    });
  });

  it('cannot be reached where the jump host is down, which is named', async () => {
    const at = target();
    await jump.stop();
    await expect(go(at)).rejects.toMatchObject({
      code: 'HOST_UNREACHABLE',
      message: 'jump.socgen (the jump host of host.socgen) cannot be reached by SSH.',
    });
  });

  it('cannot be reached where the jump host does not let us in', async () => {
    const at = target();
    const refused = { ...at, jump: { hostname: 'jump.socgen', address: '127.0.0.1', port: jump.port, user: 'nobody' } };
    await expect(go(refused)).rejects.toMatchObject({ code: 'HOST_LOGIN_REFUSED' });
  });

  const unreachable = {
    code: 'HOST_UNREACHABLE',
    message: 'host.socgen cannot be reached through the jump host jump.socgen.',
  };

  it('cannot be reached where it is down', async () => {
    await host.stop();
    await expect(go(target())).rejects.toMatchObject(unreachable);
  });

  it('cannot be reached where the jump host does not forward', async () => {
    await jump.stop();
    jump = await new SshServer(login).start();
    await expect(go(target())).rejects.toMatchObject(unreachable);
  });
});
