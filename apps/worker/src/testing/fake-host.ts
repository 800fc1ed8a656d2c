import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '#libs/platform';
import type { RemoteHost } from '../remote/remote-host.js';
import { preparation } from '../remote/script/preparation.js';
import { RunInterrupted, type Transport, type TransportRun } from '../remote/transport.js';

/** A place on this machine that plays the target host: its own home, its own Informatica programs. */
export class FakeHost {
  readonly home = mkdtempSync(join(tmpdir(), 'etlaas-host-'));
  readonly log = join(this.home, 'log');

  constructor() {
    mkdirSync(join(this.home, 'infa/isp/bin'), { recursive: true });
    mkdirSync(join(this.home, 'tmp'));
    writeFileSync(this.log, '');
  }

  /** Installs a program as a shell script; `$LOG` is a file that it may write to. */
  install(program: string, script: string): this {
    writeFileSync(join(this.home, 'infa/isp/bin', program), `#!/bin/sh\nLOG='${this.log}'\n${script}\n`, {
      mode: 0o755,
    });
    return this;
  }

  /** What the programs wrote to `$LOG`, line by line. */
  get logged(): string[] {
    return readFileSync(this.log, 'utf8').split('\n').filter(Boolean);
  }

  get remote(): RemoteHost {
    return {
      hostname: 'fake.socgen',
      address: '127.0.0.1',
      port: 22,
      user: 'infa',
      infaHome: join(this.home, 'infa'),
      domain: 'DOM_T',
      securityDomain: 'Native',
      informaticaUser: 'svc_t',
      informaticaPassword: new Secret("se'cret$(id)"),
    };
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** How a connection is lost: after so many ms, or before the host has read a byte of the script. */
type Loss = number | 'before it is read';

/**
 * Runs scripts by a real `/bin/sh -s` on this machine. `losses` drops the connection of the next runs, `faults` keeps them
 * from being sent; each entry is for one run, undefined lets it pass.
 */
export class LocalTransport implements Transport {
  readonly name = 'local';
  readonly losses: (Loss | undefined)[] = [];
  readonly faults: (Error | undefined)[] = [];
  readonly env: Record<string, string> = {};

  constructor(private readonly home: string) {}

  async execute(_host: RemoteHost, script: string, { sink, signal, mayStart }: TransportRun): Promise<void> {
    const fault = this.faults.shift();
    if (fault) throw fault;
    await mayStart();
    const loss = this.losses.shift();
    if (loss === 'before it is read') throw new RunInterrupted();
    await new Promise<void>((resolve, reject) => {
      const env = { ...this.env, HOME: this.home, TMPDIR: join(this.home, 'tmp'), PATH: '/usr/bin:/bin' };
      const child = spawn('/bin/sh', ['-s'], { env, detached: true });
      child.stdout.on('data', (chunk: Buffer) => sink.stdout(chunk));
      child.stderr.on('data', (chunk: Buffer) => sink.stderr(chunk));
      child.on('close', () => resolve());
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      if (loss !== undefined) setTimeout(() => lose(child, reject), loss);
      child.stdin.end(`${preparation()}${script}`);
    });
  }

  async close(): Promise<void> {}
}

/** Like a cut cable: nobody reads any more, the process goes on. */
function lose(child: ReturnType<typeof spawn>, reject: (error: Error) => void): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
  reject(new RunInterrupted());
}
