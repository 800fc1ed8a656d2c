import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Secret } from '#libs/platform';
import type { RemoteHost } from '../remote-host.js';
import { buildScript } from '../script/build-script.js';
import { readReport, ScriptOutput } from '../script/read-report.js';
import { HostKeys } from './host-keys.js';
import { SshTransport } from './ssh-transport.js';
import { makeKey, type ServerOptions, SshServer } from './testing/ssh-server.js';

const login = makeKey();
let home: string;
let server: SshServer;
let transport: SshTransport;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'etlaas-shell-'));
  for (const name of ['tmp', 'bin']) mkdirSync(join(home, name));
});
afterEach(async () => {
  await transport.close();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

/** Runs a script whose values would be read by a shell that is no POSIX shell, and answers what its command printed. */
async function run(options: ServerOptions, osUser?: string): Promise<string | undefined> {
  const env = { HOME: home, TMPDIR: join(home, 'tmp'), PATH: `${join(home, 'bin')}:/usr/bin:/bin` };
  server = await new SshServer(login, { env, ...options }).start();
  const pins = HostKeys.parse(server.knownAs('host.socgen'));
  const limits = { channelsPerConnection: 8, connectionsPerHost: 1, idleMs: 60_000 };
  transport = new SshTransport({ privateKey: new Secret(login.pem), hostKeys: pins }, limits);
  const place = { hostname: 'host.socgen', address: '127.0.0.1', port: server.port, user: 'infa', domain: 'DOM_T' };
  const secrets = { informaticaUser: 'svc', informaticaPassword: new Secret("p!a'ss`$x") };
  const host: RemoteHost = {
    ...place,
    ...secrets,
    infaHome: home,
    securityDomain: 'Native',
    ...(osUser && { osUser }),
  };
  const step = { kind: 'chain', commands: [{ program: 'date', args: ["+!1 %% ~ {a,b} $HOME '"], timeoutMs: 9_000 }] };
  const script = buildScript(step as never, host, { jobId: 'j', remainingMs: 9_000 });
  const output = new ScriptOutput(script.marker);
  const { signal } = new AbortController();
  const sink = { stdout: (c: Buffer) => output.stdout.feed(c), stderr: (c: Buffer) => output.stderr.feed(c) };
  await transport.execute(host, script.text, { sink, signal, mayStart: async () => undefined });
  const report = readReport(output, [9_000], '');
  return 'answer' in report ? report.answer.outcomes?.[0]?.stdout : undefined;
}

describe('the one command line that a login shell reads', () => {
  it.each(['/bin/sh', '/bin/bash', '/usr/bin/tcsh', '/usr/bin/fish'])('means the same to %s', async (shell) => {
    expect(await run({ shell })).toBe("!1 % ~ {a,b} $HOME '\n");
  });

  /** A sudo of our own, which only notes how it is called: the real one needs a rule of the machine's administrator. */
  it.each(['/bin/sh', '/usr/bin/tcsh', '/usr/bin/fish'])('asks sudo by these words in %s', async (shell) => {
    const sudo = join(home, 'bin/sudo');
    writeFileSync(sudo, `#!/bin/sh\nprintf '%s\\n' "$@" >'${home}/words'\nshift 4\nexec "$@"\n`);
    chmodSync(sudo, 0o755);
    expect(await run({ shell }, 'etl')).toBe("!1 % ~ {a,b} $HOME '\n");
    expect(readFileSync(join(home, 'words'), 'utf8')).toBe('-n\n-H\n-u\netl\n/bin/sh\n-s\n');
  });

  it('does not ask sudo for the user that we are', async () => {
    expect(await run({}, 'infa')).toBe("!1 % ~ {a,b} $HOME '\n");
  });
});
