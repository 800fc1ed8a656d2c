import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type AppLogger, traced } from '#libs/platform';
import type { RemoteHost } from '../remote-host.js';
import { connectingTo } from '../script-spans.js';
import { MAX_OUTPUT_BYTES, RunInterrupted, type TransportRun, tooMuchOutput } from '../transport.js';
import type { HostFiles } from './host-files.js';
import { ownEnvironment } from './own-environment.js';
import { type PlaybookEvent, readEvent } from './playbook-events.js';
import { ScriptFeed } from './script-feed.js';
import { wayFault } from './way-fault.js';

const KEPT_WORDS = 2_000;

/** Thrown when the process ended before it said anything of the way to the host: nothing was sent. */
export class PlaybookGone extends Error {}

/** The script that is run now. */
interface Current {
  run: TransportRun;
  hasSent: boolean;
  resolve: () => void;
  reject: (reason: unknown) => void;
}

/** One process of ansible-playbook for one host; it runs scripts one after another until it is ended. */
export class PlaybookRun {
  /** Whether it may still take a script. */
  isUsable = true;
  private hasEnded = false;
  private tellEnded = (): void => undefined;
  /** Resolves when the process has gone. */
  readonly ended = new Promise<void>((resolve) => {
    this.tellEnded = resolve;
  });
  private readonly feed: ScriptFeed;
  private readonly child: ChildProcess;
  private current: Current | undefined;
  /** What Ansible said beside its events, for the log. */
  private words = '';

  /** Starts the process; it connects to the host when the first script comes. `onEnd` is told when it is gone. */
  constructor(
    private readonly host: RemoteHost,
    files: HostFiles,
    private readonly logger: AppLogger,
    private readonly onEnd: () => void,
  ) {
    const socket = files.newSocket();
    this.feed = new ScriptFeed(socket, (error) => this.over(error.message));
    const child = spawn('ansible-playbook', ['-i', files.inventory, files.playbook], {
      cwd: files.folder,
      env: ownEnvironment({ ...files.environment, ETLAAS_SCRIPTS: socket }),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own: it is ended with its ssh.
      detached: true,
    });
    child.on('error', (error) => this.over(error.message));
    this.child = child;
    // Without descriptors left there are no pipes; the error follows.
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => this.hear(line));
    child.stderr.setEncoding('utf8').on('data', (text: string) => this.remember(text));
    // Its forks would hold the pipes open, and go on without anybody to tell.
    child.on('exit', () => {
      this.isUsable = false;
      this.killGroup();
    });
    child.on('close', (code) => this.over(`it ended with ${code}`));
  }

  /** Runs a script; see `Transport.execute`. One at a time. */
  async execute(script: string, run: TransportRun): Promise<void> {
    const { signal } = run;
    const onAbort = () => {
      this.current?.reject(signal.reason);
      this.kill();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await new Promise<void>((resolve, reject) => {
        this.current = { run, hasSent: false, resolve, reject };
        if (!this.isUsable) reject(new PlaybookGone('it had ended before'));
        this.handOver(script, run).catch(reject);
      });
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.current = undefined;
    }
  }

  /** Ends it as soon as it has nothing to do. */
  end(): void {
    this.isUsable = false;
    this.feed.close();
  }

  /** Ends it at once, with its ssh: what runs on the host is not touched. */
  kill(): void {
    this.isUsable = false;
    this.feed.close();
    if (!this.hasEnded) this.killGroup();
  }

  private killGroup(): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, 'SIGKILL');
    } catch {
      // It has gone, with all of its group.
    }
  }

  private async handOver(script: string, run: TransportRun): Promise<void> {
    const { mayStart, signal, onProgress, onSent } = run;
    const plugin = await traced('connect', connectingTo(this.host), () => this.feed.next());
    try {
      await mayStart();
      signal.throwIfAborted();
      // The process may have ended meanwhile, and the script be with another.
      if (!this.isUsable || this.current?.run !== run) throw new PlaybookGone('it ended before the script was sent');
    } catch (error) {
      plugin.end();
      throw error;
    }
    if (this.current) this.current.hasSent = true;
    plugin.end(script, onSent);
    onProgress?.('Ansible task begun');
  }

  private hear(line: string): void {
    const event = readEvent(line);
    if (event) this.follow(event);
    else this.remember(`${line}\n`);
  }

  private follow(event: PlaybookEvent): void {
    const { current } = this;
    if (event.event === 'unreachable' || event.event === 'failed') {
      this.isUsable = false;
      this.fail(event.message, wayFault(this.host, event.message));
    }
    if (!current || event.event !== 'script-ended') return;
    const [output, errors] = [Buffer.from(event.output, 'base64'), Buffer.from(event.errors, 'base64')];
    current.run.onProgress?.('Ansible task ended');
    current.run.sink.stdout(output);
    current.run.sink.stderr(errors);
    if (Math.max(output.length, errors.length) <= MAX_OUTPUT_BYTES) current.resolve();
    else current.reject(tooMuchOutput());
  }

  /** A fault, as it concerns the script that it has, if it has one; `unsent` is what it means where nothing was sent. */
  private fail(said: string, unsent: Error): void {
    this.current?.reject(this.current.hasSent ? new RunInterrupted(new Error(said)) : unsent);
  }

  private over(how: string): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.isUsable = false;
    this.feed.close();
    const { hostname } = this.host;
    if (this.current) this.logger.warn({ host: hostname, how, said: this.words }, 'ansible-playbook ended');
    this.fail(how, new PlaybookGone(how));
    this.tellEnded();
    this.onEnd();
  }

  private remember(text: string): void {
    this.words = (this.words + text).slice(-KEPT_WORDS);
  }
}
