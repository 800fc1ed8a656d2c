import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SettingsError } from '#libs/platform';
import type { SshIdentity } from '../ssh/ssh-connection.js';
import { ownEnvironment } from './own-environment.js';

/** Prints the passphrase for ssh-add, which asks a program and nobody else. */
const ASKPASS = '#!/bin/sh\nprintf \'%s\\n\' "$ETLAAS_PASSPHRASE"\n';

/** The agent ends when our pipe does, by our wish or with us, and is waited for, so that nothing of it stays. */
const UNTIL_WE_END = 'ssh-agent -D -a "$0" & exec >/dev/null; cat; kill $!; wait';

/** An ssh-agent of our own that holds the worker's one key: OpenSSH gets it without a file that holds it in clear. */
export class SshAgent {
  private constructor(
    readonly socket: string,
    private readonly child: ChildProcess,
  ) {}

  /** Starts it in a private folder. Ends with `close`, or with this process. */
  static async start(folder: string, identity: SshIdentity): Promise<SshAgent> {
    const socket = join(folder, 'agent');
    const child = spawn('/bin/sh', ['-c', UNTIL_WE_END, socket], {
      env: ownEnvironment(),
      stdio: ['pipe', 'pipe', 'ignore'],
      // Ctrl-C in a terminal is for the worker, which still needs it to come to its end.
      detached: true,
    });
    const agent = new SshAgent(socket, child);
    // It says where it listens, or nothing at all: then the pipe ends.
    const isReady = await Promise.race([
      once(child.stdout, 'data').then(() => true),
      once(child.stdout, 'end').then(() => false),
    ]);
    if (!isReady) throw new SettingsError(['WORKER_TRANSPORTS: ansible needs ssh-agent: install openssh-client']);
    child.stdout.resume();
    await addKey(agent.socket, folder, identity).catch(async (error: unknown) => {
      await agent.close();
      throw error;
    });
    return agent;
  }

  async close(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.stdin?.end();
    await gone;
  }
}

/** The key goes in by stdin, the passphrase by the environment of a program that lives for a moment. */
async function addKey(socket: string, folder: string, { privateKey, passphrase }: SshIdentity): Promise<void> {
  const askpass = join(folder, 'askpass');
  writeFileSync(askpass, ASKPASS, { mode: 0o700 });
  const env = ownEnvironment({
    SSH_AUTH_SOCK: socket,
    SSH_ASKPASS: askpass,
    SSH_ASKPASS_REQUIRE: 'force',
    ETLAAS_PASSPHRASE: passphrase?.reveal() ?? '',
  });
  const child = spawn('ssh-add', ['-q', '-'], { env, stdio: ['pipe', 'ignore', 'ignore'] });
  // OpenSSH reads no key without the line end after it.
  child.stdin.on('error', () => undefined).end(`${privateKey.reveal().trimEnd()}\n`);
  const [code] = await once(child, 'exit').catch(() => [-1]);
  if (code !== 0) throw new SettingsError(['SSH_PRIVATE_KEY: OpenSSH cannot read it']);
}
