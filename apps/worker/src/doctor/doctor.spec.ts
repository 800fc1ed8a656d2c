import { once } from 'node:events';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Environment } from '#libs/permission';
import { makeKey, type ServerOptions, SshServer } from '../remote/ssh/testing/ssh-server.js';
import { FakeHost } from '../testing/fake-host.js';
import type { Verdict } from './check.js';
import { CHECKS, examine } from './doctor.js';

const login = makeKey();
const other = makeKey();
const SECRETS = { password: 'encrypted-of-pmpasswd', zoneKey: 'k'.repeat(40), redis: 'redis-password' };

const INFACMD = `case "$*" in
  version) echo 'Informatica Infacmd Version: 10.5.3';;
  *PingDomain*) printf 'Name,Status\\nDOM_T,ALIVE\\nIS_A,NOT_ALIVE\\nCommand ran successfully.\\n';;
esac`;
const banner = (name: string) => `echo 'Informatica(r) ${name}, version [10.5.3], build [1], LINUX 64-bit'`;

let host: FakeHost;
let servers: SshServer[];

beforeEach(() => {
  servers = [];
  host = new FakeHost().install('infacmd.sh', INFACMD);
  host.install('pmrep', banner('PMREP')).install('pmcmd', banner('PMCMD'));
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  host.remove();
});

async function serverWith(options: ServerOptions = {}): Promise<SshServer> {
  const env = { HOME: host.home, TMPDIR: join(host.home, 'tmp'), PATH: '/usr/bin:/bin', SHELL: '/bin/rbash' };
  const server = await new SshServer(login, { env, user: 'infa', ...options }).start();
  servers.push(server);
  return server;
}

const NAME = 'a.socgen';

/** The environment of a worker for whom all is well, but for Redis, which is not there. */
function envFor(port: number, knownHosts: string, more: Record<string, string> = {}): Record<string, string> {
  const inventory = join(host.home, 'inventory.csv');
  const cells = ['127.0.0.1', port, 'infa', join(host.home, 'infa')].join(',');
  const header = 'hostname,domain,environment,zone,address,port,user,infa_home';
  writeFileSync(
    inventory,
    [
      header,
      `${NAME},DOM_T,Production,vm,${cells}`,
      `b1.socgen,DOM_B,Production,vm,${cells}`,
      `b2.socgen,DOM_B,Production,vm,${cells}`,
      `c.socgen,DOM_C,Production,docker,${cells}\n`,
    ].join('\n'),
  );
  return {
    REDIS_URL: `redis://user:${SECRETS.redis}@127.0.0.1:1`,
    ZONE_KEYS: `vm=${SECRETS.zoneKey}`,
    AUDIT_KEYS: `one=${SECRETS.zoneKey}`,
    WORKER_ZONES: 'vm',
    INVENTORY_FILE: inventory,
    SSH_PRIVATE_KEY: login.pem,
    SSH_KNOWN_HOSTS: knownHosts,
    INFORMATICA_CREDENTIALS: `domain,user,password\nDOM_T,svc,${SECRETS.password}\n`,
    ...more,
  };
}

/** What the doctor says; each failure with what to do next. */
async function say(env: Record<string, string>, domain = 'DOM_T', environment: Environment = 'Production') {
  const verdicts: Verdict[] = [];
  const isWell = await examine({ domain, environment }, env, (verdict) => verdicts.push(verdict));
  expect(verdicts.map(({ name }) => name)).toEqual(CHECKS);
  for (const secret of [...Object.values(SECRETS), login.pem]) expect(JSON.stringify(verdicts)).not.toContain(secret);
  return { isWell, verdicts };
}

/** The first of the host's checks that failed; from there on none may have been tried. Redis is not among them. */
function firstFault({ isWell, verdicts }: Awaited<ReturnType<typeof say>>) {
  expect(isWell).toBe(false);
  const ofHost = verdicts.filter(({ name }) => name !== 'Redis');
  const at = ofHost.findIndex(({ state }) => state !== 'ok');
  const states = new Set(ofHost.slice(at + 1).map(({ state }) => state));
  states.delete('not tried');
  expect([...states]).toEqual([]);
  const verdict = ofHost[at];
  return verdict?.state === 'failed' ? verdict : undefined;
}

const listening = async (server: Server): Promise<number> => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
};

describe('the doctor', () => {
  it('finds a host well, whatever Redis does, and says what it found', async () => {
    const server = await serverWith();
    const { isWell, verdicts } = await say(envFor(server.port, server.knownAs(NAME)));
    const bad = verdicts.filter(({ state }) => state !== 'ok');
    expect(bad).toMatchObject([{ name: 'Redis', state: 'failed', found: expect.stringContaining('ECONNREFUSED') }]);
    const found = Object.fromEntries(verdicts.map((verdict) => [verdict.name, verdict.found]));
    expect(found['shell']).toBe(`/bin/sh -s runs as ${userInfo().username}; the login shell is /bin/rbash`);
    expect(found['programs']).toMatch(/^infacmd\.sh 10\.5\.3; pmrep 10\.5\.3; pmcmd 10\.5\.3; timeout /);
    expect(found['Informatica']).toContain('1 of 2 objects');
    expect(isWell).toBe(false);
  });

  it('leaves nothing on the host', async () => {
    const server = await serverWith();
    await say(envFor(server.port, server.knownAs(NAME)));
    expect(readdirSync(host.home).sort()).toEqual(['infa', 'inventory.csv', 'log', 'tmp']);
    // The shell takes its folder away after its last word.
    while (readdirSync(join(host.home, 'tmp')).length > 0) await new Promise(setImmediate);
  });
});

describe('what it finds wrong', () => {
  it('settings, all of them, and nothing else is tried', async () => {
    const { isWell, verdicts } = await say({ WORKER_ZONES: 'vm', SSH_PRIVATE_KEY: 'no key' });
    expect(isWell).toBe(false);
    expect(verdicts[0]).toMatchObject({ state: 'failed', found: expect.stringMatching(/SSH_KNOWN_HOSTS.*REDIS_URL/) });
    expect(new Set(verdicts.slice(1).map(({ state }) => state))).toEqual(new Set(['not tried']));
  });

  it('a key that cannot be read', async () => {
    const { verdicts } = await say(envFor(1, 'a ssh-ed25519 AAAA', { SSH_PRIVATE_KEY: 'no key' }));
    expect(verdicts[0]?.found).toMatch(/^SSH_PRIVATE_KEY: is not a private key/);
  });

  it.each([
    ['an unknown domain', 'DOM_X', 'Production', 'name', 'DOM_T, DOM_B, DOM_C'],
    ['another environment', 'DOM_T', 'Development', 'name', 'nothing'],
    ['several hosts', 'DOM_B', 'Production', 'name', 'b1.socgen, b2.socgen'],
    ['a zone of somebody else', 'DOM_C', 'Production', 'zone', 'zone docker'],
  ] as const)('%s', async (_, domain, environment, name, next) => {
    const fault = firstFault(await say(envFor(1, 'x ssh-ed25519 AAAA'), domain, environment));
    expect(fault).toMatchObject({ name, next: expect.stringContaining(next) });
  });

  it('no technical user', async () => {
    const env = envFor(1, 'x ssh-ed25519 AAAA', { INFORMATICA_CREDENTIALS: 'domain,user,password\nDOM_Z,svc,x\n' });
    expect(firstFault(await say(env))).toMatchObject({ name: 'zone', next: expect.stringContaining('DOM_T') });
  });

  it('a closed port', async () => {
    const fault = firstFault(await say(envFor(1, `[${NAME}]:1 ${other.line}`)));
    expect(fault).toMatchObject({ name: 'TCP', next: expect.stringContaining('Nothing listens on 127.0.0.1:1') });
  });

  it('a jump host that is down', async () => {
    const pins = `[${NAME}]:1 ${other.line}\n[jump.localhost]:2 ${other.line}`;
    const fault = firstFault(await say(envFor(1, pins, { HOST_JUMP: 'hop@jump.localhost:2' })));
    expect(fault).toMatchObject({ name: 'TCP', found: expect.stringContaining('jump.localhost') });
  });

  it('no pinned key', async () => {
    const { port } = await serverWith();
    const fault = firstFault(await say(envFor(port, `x ${other.line}`)));
    expect(fault).toMatchObject({ name: 'host key', next: expect.stringContaining(`[${NAME}]:${port}`) });
  });

  it('another key than the pinned one, with both fingerprints', async () => {
    const server = await serverWith();
    const fault = firstFault(await say(envFor(server.port, server.knownAs(NAME, other))));
    expect(fault).toMatchObject({ name: 'host key', found: expect.stringMatching(/shows SHA256:.*pinned is SHA256:/) });
  });

  it('something that is no SSH server', async () => {
    const web = createServer((socket) => socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const port = await listening(web);
    const fault = firstFault(await say(envFor(port, `[${NAME}]:${port} ${other.line}`)));
    expect(fault).toMatchObject({ name: 'host key', found: expect.stringContaining('does not speak SSH') });
    web.close();
  });

  it('a refused login, with the key to let in', async () => {
    const server = await serverWith({ user: 'somebody' });
    const fault = firstFault(await say(envFor(server.port, server.knownAs(NAME))));
    expect(fault).toMatchObject({ name: 'login', found: expect.stringMatching(/does not let infa in .* SHA256:/) });
  });

  it('a login shell that runs nothing, in its own words', async () => {
    const server = await serverWith({ insteadOf: 'echo This account is not available.; exit 1' });
    const fault = firstFault(await say(envFor(server.port, server.knownAs(NAME))));
    expect(fault).toMatchObject({ name: 'shell', found: expect.stringContaining('This account is not available.') });
  });

  it('a refused sudo, with the line for sudoers', async () => {
    const server = await serverWith({ insteadOf: 'echo sudo: a password is required >&2; exit 1' });
    const fault = firstFault(await say(envFor(server.port, server.knownAs(NAME), { HOST_OS_USER: 'etl' })));
    expect(fault).toMatchObject({ name: 'shell', next: expect.stringContaining('infa ALL=(etl) NOPASSWD: /bin/sh') });
  });

  it('no INFA_HOME', async () => {
    const server = await serverWith();
    rmSync(join(host.home, 'infa'), { recursive: true });
    const fault = firstFault(await say(envFor(server.port, server.knownAs(NAME))));
    expect(fault).toMatchObject({ name: 'INFA_HOME', found: expect.stringContaining('no directory') });
  });

  it('a program that is missing', async () => {
    const server = await serverWith();
    rmSync(join(host.home, 'infa/isp/bin/pmcmd'));
    const fault = firstFault(await say(envFor(server.port, server.knownAs(NAME))));
    expect(fault).toMatchObject({ name: 'programs', found: 'pmcmd cannot be found there.' });
  });

  it('a program that does not run', async () => {
    const server = await serverWith();
    host.install('pmrep', 'echo libpmasrt.so: cannot open shared object file >&2; exit 127');
    const fault = firstFault(await say(envFor(server.port, server.knownAs(NAME))));
    expect(fault).toMatchObject({ name: 'programs', found: expect.stringContaining('pmrep could not be started') });
  });

  it.each([
    ['[DTF_0020] [[UM_10205] Failed to authenticate the user [svc].]', 'pmpasswd'],
    ['[PCSF_46007] No gateway is available for the domain [DOM_T].', 'gateway'],
  ])('Informatica that says %s', async (said, next) => {
    const server = await serverWith();
    const failure = `echo '[ICMD_10033] Command [PingDomain] failed with error [${said}].'; exit 255`;
    host.install('infacmd.sh', `case "$*" in version) echo 'Version: 10.5.3';; *) ${failure};; esac`);
    const fault = firstFault(await say(envFor(server.port, server.knownAs(NAME))));
    expect(fault).toMatchObject({ name: 'Informatica', next: expect.stringContaining(next) });
  });

  it('a domain that is down by the one line of PingDomain', async () => {
    const server = await serverWith();
    host.install(
      'infacmd.sh',
      'case "$*" in version) echo \'Version: 1\';; *) echo DOM_T,DOMAIN,NOT_ALIVE,; exit 255;; esac',
    );
    const fault = firstFault(await say(envFor(server.port, server.knownAs(NAME))));
    expect(fault).toMatchObject({ name: 'Informatica', found: expect.stringContaining('does not answer') });
  });
});
