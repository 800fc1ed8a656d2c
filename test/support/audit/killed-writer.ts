import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** One life of a process that writes audit records, and what it was told is kept. */
export class WriterLife {
  readonly acknowledged: string[] = [];
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown[]>;
  #text = '';
  #errors = '';
  #onAck: () => void = () => undefined;

  constructor(program: string, args: readonly string[]) {
    this.#child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#hear(text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errors += text;
    });
    this.#ended = once(this.#child, 'close');
  }

  /** Resolves when so many records are acknowledged; rejects when it ends before. */
  async acknowledges(count: number): Promise<void> {
    const enough = new Promise<void>((resolve) => {
      this.#onAck = () => this.acknowledged.length >= count && resolve();
    });
    this.#onAck();
    const early = this.#ended.then(() => Promise.reject(new Error(`the writer ended:\n${this.#errors}`)));
    await Promise.race([enough, early]);
    early.catch(() => undefined);
  }

  /** Resolves when it is gone and all that it said is heard. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.#child.kill(signal);
    await this.#ended;
    if (signal === 'SIGTERM' && this.#child.exitCode !== 0) throw new Error(`the writer failed:\n${this.#errors}`);
  }

  #hear(text: string): void {
    const lines = (this.#text + text).split('\n');
    this.#text = lines.pop() ?? '';
    this.acknowledged.push(...lines);
    this.#onAck();
  }
}
