import { AppError, type Secret } from '#libs/platform';
import type { Callback } from '#libs/queue';
import { faultInUrl } from './callback-url.js';

/** The keys with which callbacks to a receiver are signed, by the receiver: host or host:port. Two while they rotate. */
export type ReceiverKeys = ReadonlyMap<string, readonly Secret[]>;

/** Who may be called back when a job ends: the allow-list of operations. Whoever is not on it is never connected to. */
export class Receivers {
  readonly names: readonly string[];

  constructor(
    names: readonly string[],
    private readonly keys: ReceiverKeys,
  ) {
    this.names = [...new Set(names)];
  }

  /** The callback that a request asks for; throws `VALIDATION_FAILED` with the rule that its address breaks. */
  accept(url: string): Callback {
    const fault = faultInUrl(url) ?? this.faultIn(hostOf(url));
    if (!fault) return { url, receiver: hostOf(url) };
    throw new AppError('VALIDATION_FAILED', `The callbackUrl ${fault}.`, {
      errors: [{ parameter: 'callbackUrl', detail: `callbackUrl ${fault}` }],
    });
  }

  /** Whether a callback that was kept may still be sent to this receiver: records can be written by others than us. */
  mayReceive({ url, receiver }: Callback): boolean {
    return !faultInUrl(url) && hostOf(url) === receiver && this.names.includes(receiver);
  }

  keysOf(receiver: string): readonly Secret[] {
    return this.keys.get(receiver) ?? [];
  }

  private faultIn(host: string): string | undefined {
    if (this.names.length === 0) return 'cannot be given: callbacks are not switched on here (CALLBACK_HOSTS)';
    return this.names.includes(host) ? undefined : 'must name a host that operations allow (CALLBACK_HOSTS)';
  }
}

const hostOf = (url: string): string => new URL(url).host;
