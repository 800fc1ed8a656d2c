import { readFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'ssh2';
import { BenchFault } from '../scene/bench-fault.js';
import type { Estate } from '../scene/estate.js';
import type { Lifetime } from '../scene/lifetime.js';

/** sshd refuses a channel while it has not put away enough of those that ended: on a busy machine that takes a moment. */
const REFUSED = 'Channel open failure';
const ATTEMPTS = 100;
const MOMENT_MS = 5;

/** The least that running a script by ssh2 can be: a warm connection without Nagle, one exec channel, the output. */
export class RawExec {
  private constructor(private readonly client: Client) {}

  static async connect({ port, login }: Estate, life: Lifetime): Promise<RawExec> {
    const client = new Client();
    life.onEnd(() => client.end());
    const ready = new Promise<void>((resolve, reject) => client.once('ready', resolve).once('error', reject));
    client.connect({
      sock: connectTcp({ host: '127.0.0.1', port, noDelay: true, keepAlive: true }),
      username: login.user,
      privateKey: readFileSync(login.privateKey, 'utf8'),
      // The worker's first choice.
      algorithms: { cipher: ['aes128-gcm@openssh.com'] },
      hostVerifier: (key: Buffer) => login.hostPublicKey.endsWith(` ${key.toString('base64')}`),
    });
    await ready;
    return new RawExec(client);
  }

  /** What the script printed on stdout. Rejects where `/bin/sh -s` does not end with 0. */
  async run(script: string): Promise<string> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#exec(script);
      } catch (error) {
        if (attempt === ATTEMPTS || !(error as Error).message.includes(REFUSED)) throw error;
        await sleep(MOMENT_MS);
      }
    }
  }

  #exec(script: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.client.exec('/bin/sh -s', (error, channel) => {
        if (error) return reject(error);
        let output = '';
        let exitCode: number | undefined;
        channel.setEncoding('utf8').on('data', (text: string) => {
          output += text;
        });
        channel.stderr.resume();
        channel.on('exit', (code: number) => {
          exitCode = code;
        });
        channel.on('close', () => {
          if (exitCode === 0) resolve(output);
          else reject(new BenchFault(`a raw exec ended with ${exitCode}: ${output}`));
        });
        channel.end(script);
      });
    });
  }
}
