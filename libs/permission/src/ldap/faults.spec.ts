import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Secret } from '#libs/platform';
import { LdapConnection } from './ldap-connection.js';
import { LdapDirectory } from './ldap-directory.js';
import type { LdapAccess, LdapTimes } from './options.js';
import { seededDn, signIn } from './testing/seed.js';
import { LIMITED_ASKER, startSlapd } from './testing/slapd.js';
import { type ProxyMode, TcpProxy } from './testing/tcp-proxy.js';
import { anLdapOptions, type TestDirectory } from './testing/test-directory.js';

const PATIENCE_MS = 60_000;
/** As in production, but for the rest. */
const TIMES: LdapTimes = {
  ...{ connectMs: 2_000, operationMs: 3_000, answerMs: 10_000 },
  ...{ restMs: 60_000, loginRestMs: 60_000, idleMs: 60_000 },
};

describe('LdapDirectory on servers that fail', () => {
  let server: TestDirectory;
  let stranger: TestDirectory;
  let first: TcpProxy;
  let second: TcpProxy;
  let directory: LdapDirectory;
  let logged: string[];
  let ends: (() => Promise<void>)[];

  beforeAll(async () => {
    [server, stranger] = await Promise.all([startSlapd(), startSlapd()]);
  }, PATIENCE_MS);
  afterAll(async () => {
    await server?.process.remove();
    await stranger?.process.remove();
  });
  beforeEach(async () => {
    logged = [];
    ends = [];
    first = await proxyTo(server.ldaps);
    second = await proxyTo(server.ldaps);
    directory = open();
  });
  afterEach(() => Promise.all(ends.map((end) => end())));

  async function proxyTo(url: string, address = server.address): Promise<TcpProxy> {
    const proxy = await TcpProxy.start({ host: server.address, port: Number(new URL(url).port) }, address);
    ends.push(() => proxy.stop());
    return proxy;
  }
  const through = (proxy: TcpProxy, scheme = 'ldaps') => `${scheme}://${server.address}:${proxy.port}`;
  const log = (_: unknown, line?: unknown) => void logged.push(String(line));
  function open(
    options: { access?: Partial<LdapAccess>; times?: Partial<LdapTimes>; urls?: string[] } = {},
  ): LdapDirectory {
    const { urls = [through(first), through(second)], access, times } = options;
    const usual = anLdapOptions(server);
    const all = { ...usual, urls, access: { ...usual.access, ...access }, times: { ...TIMES, ...times } };
    const opened = new LdapDirectory(all, { info: log, warn: log });
    ends.push(() => opened.close());
    return opened;
  }
  const ask = (account = 'ann', from = directory) => from.groupsOf(account).catch(({ code }: { code: string }) => code);
  it('opens one connection for many questions, to the first server', async () => {
    await Promise.all(Array.from({ length: 50 }, () => ask()));
    expect([first.connections, second.connections]).toEqual([1, 0]);
  });

  it.each<ProxyMode>(['cut', 'silent', 'half an answer, then cut', 'one answer, then silent'])(
    'asks the second server when the first is bad from the start: %s',
    async (mode) => {
      first.mode = mode;
      expect(await ask()).toEqual(['ETL_MAE']);
      expect(second.connections).toBe(1);
      expect(logged).toEqual(['directory server failed']);
    },
    PATIENCE_MS,
  );

  it.each<ProxyMode>(['cut', 'silent', 'half an answer, then cut'])(
    'asks the second server when the first goes bad later: %s',
    async (mode) => {
      await ask();
      first.mode = mode;
      expect(await ask('bob')).toEqual(['PC-Team', 'PC-Division', 'ETL_RCR_READ']);
      expect(second.connections).toBe(1);
    },
    PATIENCE_MS,
  );

  it.each<ProxyMode>(['cut', 'silent'])(
    'knows nothing when all are %s, and says so at once while they rest',
    async (mode) => {
      first.mode = mode;
      second.mode = mode;
      expect(await Promise.all([ask('ann'), ask('nina'), ask('nobody')])).toEqual(
        Array(3).fill('DIRECTORY_UNAVAILABLE'),
      );
      const before = [first.connections, second.connections];
      const start = performance.now();
      expect(await ask('nobody')).toBe('DIRECTORY_UNAVAILABLE');
      expect(performance.now() - start).toBeLessThan(1_000);
      expect([first.connections, second.connections]).toEqual(before);
    },
    PATIENCE_MS,
  );

  it('gives up after the time that one look-up may take', async () => {
    first.mode = 'silent';
    const hasty = open({ times: { answerMs: 300 } });
    const start = performance.now();
    expect(await ask('ann', hasty)).toBe('DIRECTORY_UNAVAILABLE');
    expect(performance.now() - start).toBeLessThan(TIMES.connectMs - 200);
  });

  it('leaves a failed server alone, then probes it once, then goes back to it', async () => {
    const resting = open({ times: { restMs: 1_000 } });
    first.mode = 'cut';
    for (let i = 0; i < 5; i++) expect(await ask('ann', resting)).toEqual(['ETL_MAE']);
    expect(first.connections).toBe(1);
    await pause(1_100);
    await Promise.all(Array.from({ length: 20 }, () => ask('ann', resting)));
    expect(first.connections).toBe(2);
    first.mode = 'pass';
    second.mode = 'cut';
    await pause(1_100);
    expect(await ask('ann', resting)).toEqual(['ETL_MAE']);
    expect(first.connections).toBe(3);
    expect(logged.at(-1)).toBe('directory server answers again');
  });

  it.each([
    ['ldaps', false],
    ['ldap', true],
  ] as const)('connects again in silence when an idle %s connection was closed', async (scheme, startTls) => {
    const proxy = await proxyTo(server[scheme]);
    const other = open({ urls: [through(proxy, scheme)], access: { startTls }, times: { operationMs: 30_000 } });
    await ask('ann', other);
    proxy.cutAll();
    await untilClosed(proxy);
    const start = performance.now();
    expect(await ask('ann', other)).toEqual(['ETL_MAE']);
    expect(performance.now() - start).toBeLessThan(20_000);
    expect([proxy.connections, logged]).toEqual([2, []]);
  });

  it('asks again when a connection breaks in the middle of an answer', async () => {
    await ask();
    first.mode = 'half an answer, then well';
    expect(await ask('bob')).toEqual(['PC-Team', 'PC-Division', 'ETL_RCR_READ']);
    expect([first.connections, second.connections, logged]).toEqual([2, 0, []]);
  });

  it('never lets ldapts connect again by itself: it would be nobody', async () => {
    const { access, times } = anLdapOptions(server);
    const connection = await LdapConnection.open(through(first), access, times);
    first.cutAll();
    await untilClosed(first);
    const question = connection.search(server.baseDn, { scope: 'base' });
    await expect(question).rejects.toMatchObject({ name: 'LdapFault', kind: 'lost' });
    expect([connection.isUsable, first.connections]).toEqual([false, 1]);
  });

  it('closes a connection that nobody uses', async () => {
    const other = open({ times: { idleMs: 50 } });
    await ask('ann', other);
    await untilClosed(first);
    expect(await ask('ann', other)).toEqual(['ETL_MAE']);
    expect(first.connections).toBe(2);
  });

  it.each<ProxyMode>(['silent', 'one answer, then silent'])(
    'does not wait for ever for StartTLS: %s',
    async (mode) => {
      const proxy = await proxyTo(server.ldap);
      proxy.mode = mode;
      const other = open({
        urls: [through(proxy, 'ldap')],
        access: { startTls: true },
        times: { answerMs: 60_000 },
      });
      expect(await ask('ann', other)).toBe('DIRECTORY_UNAVAILABLE');
    },
    PATIENCE_MS,
  );

  it.each(['ldaps', 'ldap'] as const)('trusts no server that another authority signed: %s', async (scheme) => {
    const access = { certificates: { current: { ca: stranger.ca } }, startTls: scheme === 'ldap' };
    expect(await ask('ann', open({ urls: [server[scheme]], access }))).toBe('DIRECTORY_UNAVAILABLE');
  });

  it.each(['ldaps', 'ldap'] as const)('trusts no certificate of another name: %s', async (scheme) => {
    const proxy = await proxyTo(server[scheme], '127.0.0.1');
    const urls = [`${scheme}://127.0.0.1:${proxy.port}`];
    expect(await ask('ann', open({ urls, access: { startTls: scheme === 'ldap' } }))).toBe('DIRECTORY_UNAVAILABLE');
    expect(proxy.connections).toBe(1);
  });

  it('sends no password without encryption, but on loopback when told so', async () => {
    const proxy = await proxyTo(server.ldap);
    const urls = [through(proxy, 'ldap')];
    expect(await ask('ann', open({ urls }))).toBe('DIRECTORY_UNAVAILABLE');
    expect(proxy.connections).toBe(0);
    expect(await ask('ann', open({ urls, access: { plainOnLoopback: true } }))).toEqual(['ETL_MAE']);
  });

  it('tries a refused password once, on one server', async () => {
    const other = open({ access: { bindPassword: new Secret('wrong') }, times: { restMs: 1 } });
    for (let i = 0; i < 3; i++) expect(await ask('ann', other)).toBe('DIRECTORY_UNAVAILABLE');
    expect([first.connections, second.connections]).toEqual([1, 0]);
  });

  it('never signs in without a password: the server would let it in as nobody, who sees nothing', async () => {
    expect(await ask('ann', open({ access: { bindPassword: new Secret('') } }))).toBe('DIRECTORY_UNAVAILABLE');
    expect(first.connections).toBe(0);
  });

  it('takes a part of an answer for none', async () => {
    const client = await signIn(server);
    const member = seededDn(server, 'nina');
    for (let i = 0; i < 700; i++) await client.add(seededDn(server, `many${i}`), { objectClass: 'group', member });
    await client.unbind();
    expect(await ask('nina')).toHaveLength(700);
    const { dn: bindDn, password } = LIMITED_ASKER;
    const access = { bindDn, bindPassword: new Secret(password) };
    expect(await ask('ann', open({ access }))).toEqual(['ETL_MAE']);
    expect(await ask('nina', open({ access }))).toBe('DIRECTORY_UNAVAILABLE');
  });

  it('knows nobody by a name that two entries have', async () => {
    const client = await signIn(server);
    const twin = { objectClass: 'adUser', sn: 'twin', sAMAccountName: 'twin' };
    const members = [seededDn(server, 'twin1'), seededDn(server, 'twin2')];
    await client.add(members[0] ?? '', twin);
    await client.add(seededDn(server, 'Twins'), { objectClass: 'group', member: members });
    expect(await ask('twin')).toEqual(['Twins']);
    await client.add(members[1] ?? '', twin);
    await client.unbind();
    expect(await ask('twin')).toEqual([]);
  });
});

/** Resolves when no connection is open, and its ends have had the time to see that. */
async function untilClosed(proxy: TcpProxy): Promise<void> {
  while (proxy.open > 0) await pause(20);
  await pause(200);
}
