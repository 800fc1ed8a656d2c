import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import ssh2, { Client, type ClientChannel } from 'ssh2';
import { AppError, type Secret, SettingsError } from '#libs/platform';
import type { RemoteHost, SshPlace } from '../remote-host.js';
import { ALGORITHMS, offersOf } from './algorithms.js';
import { fingerprintOf, type HostKeys } from './host-keys.js';
import { connectTcp, READY_TIMEOUT_MS, unreachable } from './tcp-socket.js';

/** What every connection needs: our key and the host keys that we trust. */
export interface SshIdentity {
  privateKey: Secret;
  passphrase?: Secret;
  hostKeys: Pick<HostKeys, 'typesOf' | 'accepts'>;
}

/** Where a host can be reached, and through which other one. */
export type SshTarget = SshPlace & Pick<RemoteHost, 'jump'>;

/** An open way to an SSH server. `close` ends all of it, also what lies behind the stream. */
interface Way {
  stream: Duplex;
  close: () => void;
}

const directly = (socket: Socket): Way => ({ stream: socket, close: () => socket.destroy() });

const KEEPALIVE = { keepaliveInterval: 10_000, keepaliveCountMax: 3 };

/** Reads our key once, so that a wrong key or passphrase is a fault of the settings and not of every job. */
export function assertReadable({ privateKey, passphrase }: Pick<SshIdentity, 'privateKey' | 'passphrase'>): void {
  const parsed = ssh2.utils.parseKey(privateKey.reveal(), passphrase?.reveal());
  if (!(parsed instanceof Error)) return;
  const isLocked = /passphrase|encrypted/i.test(parsed.message);
  throw new SettingsError([
    isLocked
      ? 'SSH_PASSPHRASE: is missing or does not open SSH_PRIVATE_KEY'
      : 'SSH_PRIVATE_KEY: is not a private key in OpenSSH or PEM form',
  ]);
}

/** The fingerprint of the public half of our key, to be told to whoever lets us in. */
export function loginFingerprint({ privateKey, passphrase }: SshIdentity): string {
  const parsed = ssh2.utils.parseKey(privateKey.reveal(), passphrase?.reveal());
  return parsed instanceof Error ? 'a key that cannot be read' : fingerprintOf(parsed.getPublicSSH());
}

/** One SSH connection to a host. It takes part in nothing but exec channels: no pty, no agent; forwarding at jump hosts only. */
export class SshConnection {
  isOpen = true;
  channels = 0;

  private constructor(
    private readonly client: Client,
    /** Aborted when the connection ends, for whatever reason. */
    readonly ended: AbortSignal,
  ) {}

  /** Connects and logs in. Rejects with `HOST_UNREACHABLE`, `HOST_KEY_REFUSED` or `HOST_LOGIN_REFUSED`. */
  static async open(host: SshTarget, identity: SshIdentity): Promise<SshConnection> {
    requirePin(host, host.hostname, identity);
    return SshConnection.logIn(host, host.hostname, identity, await SshConnection.reach(host, identity));
  }

  /**
   * Opens the way to the SSH server of a host, and says nothing on it yet: a TCP connection, or a channel of its jump host,
   * whose connection ends with it. Rejects like `open`; the sentence names the jump host where it is the one at fault.
   */
  static async reach(host: SshTarget, identity: SshIdentity): Promise<Way> {
    const { hostname, jump } = host;
    if (!jump) return directly(await connectTcp(host, hostname));
    const what = `${jump.hostname} (the jump host of ${hostname})`;
    requirePin(jump, what, identity);
    const connection = await SshConnection.logIn(jump, what, identity, directly(await connectTcp(jump, what)));
    try {
      const stream = await connection.forward(
        host,
        `${hostname} cannot be reached through the jump host ${jump.hostname}.`,
      );
      const close = () => connection.close();
      stream.once('close', close);
      return { stream, close };
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  private static async logIn(
    place: SshPlace,
    what: string,
    { hostKeys, privateKey, passphrase }: SshIdentity,
    way: Way,
  ): Promise<SshConnection> {
    const { hostname, port, user } = place;
    const client = new Client();
    const end = new AbortController();
    const connection = new SshConnection(client, end.signal);
    await new Promise<void>((resolve, reject) => {
      client.once('ready', resolve);
      client.on('error', (error: Error & { level?: string }) => reject(toAppError(error, what)));
      client.once('close', () => {
        connection.isOpen = false;
        end.abort();
        reject(new AppError('HOST_UNREACHABLE', `${what} closed the connection during the login.`));
      });
      client.connect({
        sock: way.stream as never,
        username: user,
        privateKey: privateKey.reveal(),
        ...(passphrase && { passphrase: passphrase.reveal() }),
        readyTimeout: READY_TIMEOUT_MS,
        ...KEEPALIVE,
        algorithms: { ...ALGORITHMS, serverHostKey: offersOf(hostKeys.typesOf(hostname, port)) } as never,
        hostVerifier: (key: Buffer) => hostKeys.accepts(hostname, port, key),
      });
    }).catch((error: unknown) => {
      way.close();
      throw error;
    });
    return connection;
  }

  /** A channel to the SSH server of another host, from this one. Rejects with `HOST_UNREACHABLE` and that sentence. */
  private forward({ address, port }: SshPlace, sentence: string): Promise<ClientChannel> {
    return new Promise((resolve, reject) => {
      const fail = (cause: unknown) => reject(new AppError('HOST_UNREACHABLE', sentence, { cause }));
      const timer = setTimeout(() => fail(new Error('the jump host does not say whether it can')), READY_TIMEOUT_MS);
      const onEnd = () => fail(new Error('the connection to the jump host ended'));
      this.ended.addEventListener('abort', onEnd, { once: true });
      this.client.forwardOut('127.0.0.1', 0, address, port, (error, channel) => {
        clearTimeout(timer);
        this.ended.removeEventListener('abort', onEnd);
        if (error) fail(error);
        else resolve(channel);
      });
    });
  }

  /**
   * Opens an exec channel. Rejects with the error of ssh2, or with the reason of `signal`: then nothing was started, and
   * a channel that opens all the same is closed.
   */
  exec(command: string, signal: AbortSignal): Promise<ClientChannel> {
    return new Promise((resolve, reject) => {
      const onEnd = () => reject(new Error('the connection ended before the channel was open'));
      const onAbort = () => reject(signal.reason);
      this.ended.addEventListener('abort', onEnd, { once: true });
      signal.addEventListener('abort', onAbort, { once: true });
      this.client.exec(command, (error, channel) => {
        this.ended.removeEventListener('abort', onEnd);
        signal.removeEventListener('abort', onAbort);
        if (error) return reject(error);
        if (signal.aborted) closeUnread(channel);
        resolve(channel);
      });
    });
  }

  close(): void {
    this.isOpen = false;
    this.client.end();
  }
}

/** Ends a channel. A stream that nobody reads never ends, and its channel never closes. */
export function closeUnread(channel: ClientChannel): void {
  for (const stream of [channel, channel.stderr]) stream.resume();
  channel.close();
}

/** A server without a pinned key is not even connected to. */
function requirePin({ hostname, port }: SshPlace, what: string, { hostKeys }: SshIdentity): void {
  if (hostKeys.typesOf(hostname, port).length > 0) return;
  throw new AppError('HOST_KEY_REFUSED', `No host key is pinned for ${what}.`);
}

function toAppError(cause: Error & { level?: string }, what: string): AppError {
  if (cause.level === 'client-authentication') {
    return new AppError('HOST_LOGIN_REFUSED', `${what} refused the worker's SSH login.`, { cause });
  }
  if (/host denied|host key/i.test(cause.message)) {
    return new AppError('HOST_KEY_REFUSED', `${what} showed a host key that is not pinned.`, { cause });
  }
  return unreachable(what, cause);
}
