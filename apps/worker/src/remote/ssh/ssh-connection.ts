import { connect as connectTcp } from 'node:net';
import ssh2, { Client, type ClientChannel } from 'ssh2';
import { AppError, type Secret, SettingsError } from '#libs/platform';
import type { RemoteHost } from '../remote-host.js';
import { ALGORITHMS, offersOf } from './algorithms.js';
import type { HostKeys } from './host-keys.js';

/** What every connection needs: our key and the host keys that we trust. */
export interface SshIdentity {
  privateKey: Secret;
  passphrase?: Secret;
  hostKeys: HostKeys;
}

const READY_TIMEOUT_MS = 10_000;
const KEEPALIVE = { keepaliveInterval: 10_000, keepaliveCountMax: 3 };

/**
 * Nagle's algorithm holds each small packet back for 40 ms: 21 times slower. The listener is for the moment before ssh2 has
 * its own: a socket whose error nobody hears ends the process.
 */
const socketTo = ({ address, port, hostname }: RemoteHost, reject: (error: AppError) => void) =>
  connectTcp({ host: address, port, noDelay: true, keepAlive: true }).on('error', (cause) =>
    reject(new AppError('HOST_UNREACHABLE', `${hostname} cannot be reached by SSH.`, { cause })),
  );

/** Reads our key once, so that a wrong key or passphrase is a fault of the settings and not of every job. */
export function assertReadable({ privateKey, passphrase }: SshIdentity): void {
  const parsed = ssh2.utils.parseKey(privateKey.reveal(), passphrase?.reveal());
  if (!(parsed instanceof Error)) return;
  const isLocked = /passphrase|encrypted/i.test(parsed.message);
  throw new SettingsError([
    isLocked
      ? 'SSH_PASSPHRASE: is missing or does not open SSH_PRIVATE_KEY'
      : 'SSH_PRIVATE_KEY: is not a private key in OpenSSH or PEM form',
  ]);
}

/** One SSH connection to a host. It takes part in nothing but exec channels: no pty, no agent, no forwarding. */
export class SshConnection {
  isOpen = true;
  channels = 0;

  private constructor(
    private readonly client: Client,
    /** Aborted when the connection ends, for whatever reason. */
    readonly ended: AbortSignal,
  ) {}

  /** Connects and logs in. Rejects with `HOST_UNREACHABLE`, `HOST_KEY_REFUSED` or `HOST_LOGIN_REFUSED`. */
  static async open(host: RemoteHost, identity: SshIdentity): Promise<SshConnection> {
    const types = identity.hostKeys.typesOf(host.hostname, host.port);
    if (types.length === 0) throw new AppError('HOST_KEY_REFUSED', `No host key is pinned for ${host.hostname}.`);
    const client = new Client();
    const end = new AbortController();
    const connection = new SshConnection(client, end.signal);
    await new Promise<void>((resolve, reject) => {
      client.once('ready', resolve);
      client.on('error', (error: Error & { level?: string }) => reject(toAppError(error, host)));
      client.once('close', () => {
        connection.isOpen = false;
        end.abort();
        reject(new AppError('HOST_UNREACHABLE', `${host.hostname} closed the connection during the login.`));
      });
      client.connect({
        sock: socketTo(host, reject),
        username: host.user,
        privateKey: identity.privateKey.reveal(),
        ...(identity.passphrase && { passphrase: identity.passphrase.reveal() }),
        readyTimeout: READY_TIMEOUT_MS,
        ...KEEPALIVE,
        algorithms: { ...ALGORITHMS, serverHostKey: offersOf(types) } as never,
        hostVerifier: (key: Buffer) => identity.hostKeys.accepts(host.hostname, host.port, key),
      });
    });
    return connection;
  }

  /** Opens an exec channel; rejects with the error of ssh2, then nothing was started. */
  exec(command: string): Promise<ClientChannel> {
    return new Promise((resolve, reject) => {
      const onEnd = () => reject(new Error('the connection ended before the channel was open'));
      this.ended.addEventListener('abort', onEnd, { once: true });
      this.client.exec(command, (error, channel) => {
        this.ended.removeEventListener('abort', onEnd);
        if (error) reject(error);
        else resolve(channel);
      });
    });
  }

  close(): void {
    this.isOpen = false;
    this.client.end();
  }
}

function toAppError(cause: Error & { level?: string }, { hostname }: RemoteHost): AppError {
  if (cause.level === 'client-authentication') {
    return new AppError('HOST_LOGIN_REFUSED', `${hostname} refused the worker's SSH login.`, { cause });
  }
  if (/host denied|host key/i.test(cause.message)) {
    return new AppError('HOST_KEY_REFUSED', `${hostname} showed a host key that is not pinned.`, { cause });
  }
  return new AppError('HOST_UNREACHABLE', `${hostname} cannot be reached by SSH.`, { cause });
}
