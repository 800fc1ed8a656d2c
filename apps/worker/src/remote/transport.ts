import { AppError } from '#libs/platform';
import type { RemoteHost } from './remote-host.js';

/** A script that printed more than this is given up. */
export const MAX_OUTPUT_BYTES = 16 * 1_048_576;

/** What a script that printed more ends with. */
export const tooMuchOutput = (): AppError => new AppError('OUTPUT_TOO_LARGE', 'The commands printed more than 16 MiB.');

/** Where the output of a script goes, as it comes. */
export interface OutputSink {
  stdout(chunk: Buffer): void;
  stderr(chunk: Buffer): void;
}

/**
 * Thrown when nobody can say how a script ended: its connection was lost (it may go on on the host) or its shell died.
 * Not an answer for a caller; who catches it asks the host again.
 */
export class RunInterrupted extends Error {
  constructor(cause?: unknown) {
    super('the script was cut off', { cause });
    this.name = 'RunInterrupted';
  }
}

/** A way to hand a script to a prepared `/bin/sh -s` on a host. */
export interface Transport {
  readonly name: string;

  /**
   * Runs a script in a shell of its own, prepared for it (see `preparation`); resolves when it has ended, whatever its exit
   * code.
   *
   * `mayStart` is asked once the way to the host is open, just before the script is sent; where it rejects, nothing is
   * sent. Rejects with `HOST_UNREACHABLE`, `HOST_KEY_REFUSED` or `HOST_LOGIN_REFUSED` when the script was not sent, with
   * `RunInterrupted` when it was. An abort of `signal` closes the channel; it does not end the script.
   */
  execute(host: RemoteHost, script: string, run: TransportRun): Promise<void>;

  close(): Promise<void>;
}

/** The circumstances of one run. */
export interface TransportRun {
  sink: OutputSink;
  signal: AbortSignal;
  mayStart: () => Promise<void>;
  /** Told when the whole script has been handed to the way to the host. */
  onSent?: () => void;
  /** Asked after each piece of output: is all there that was waited for? Then the run need not wait for the shell to end. */
  isComplete?: () => boolean;
  /** Goes ahead of those who wait for a channel: for what ends commands. */
  isUrgent?: boolean;
  /** Told what the transport itself does, in a few words, where it has something to tell. */
  onProgress?: (text: string) => void;
}

/** Who waits for a place on a host, and how long. */
export type Claim = Pick<TransportRun, 'signal' | 'isUrgent'>;
