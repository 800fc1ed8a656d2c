import type { RequestListener } from 'node:http';
import type { Server, ServerOptions } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { type AppLogger, environment, FileWatch, type OnFileChange, WatchedFile } from '#libs/platform';
import { type Identity, type InUse, openClientCa, openIdentity, type TlsSettings } from './tls-material.js';
import { createTlsServer, renew, type TlsMaterial } from './tls-server.js';

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;

/** Why a handshake failed: no certificate that we trust, no TLS on which both agree, or the caller left. */
export const HANDSHAKE_FAULTS = ['certificate', 'protocol', 'cut-off'] as const;
export type HandshakeFault = (typeof HANDSHAKE_FAULTS)[number];

/** What TLS is made of. */
interface TlsParts {
  identity: InUse<Identity>;
  clientCa: InUse<string> | undefined;
  minVersion: TlsMaterial['minVersion'];
}

/** TLS as the API speaks it: with the certificate of its files as they are now. */
export class Tls {
  /** Told of each handshake that failed. */
  onHandshakeFault: (fault: HandshakeFault) => void = () => undefined;
  readonly watch: FileWatch;
  private server: Server | undefined;
  private daily: NodeJS.Timeout | undefined;

  private constructor(
    private readonly parts: TlsParts,
    private readonly logger: AppLogger,
  ) {
    const files = [parts.identity, parts.clientCa].filter((one) => one instanceof WatchedFile);
    this.watch = new FileWatch(files, logger, 'certificate');
  }

  /** By the settings; undefined where they say nothing of TLS. Rejects with a `RefusedFile`. */
  static async open(settings: TlsSettings, logger: AppLogger, env = environment()): Promise<Tls | undefined> {
    const identity = await openIdentity(settings, env);
    if (!identity) return undefined;
    const clientCa = await openClientCa(settings, env);
    return new Tls({ identity, clientCa, minVersion: settings.TLS_MIN_VERSION }, logger);
  }

  get expiresAtMs(): number {
    return this.parts.identity.current.value.expiresAtMs;
  }

  /** The server that is kept up to date: one for a process. */
  createServer(limits: ServerOptions, handler: RequestListener): Server {
    this.server = createTlsServer(this.material, limits, handler, (fault, socket) => this.noteFault(fault, socket));
    return this.server;
  }

  /** Begins to look at the files, and to tell of the end of the certificate. `everyMs` 0 is never. */
  start(everyMs: number, onChange: OnFileChange): void {
    this.tellExpiry();
    this.daily = setInterval(() => this.tellExpiry(), DAY_MS).unref();
    this.watch.start(everyMs, (state) => {
      if (!state.refusal) this.renew();
      onChange(state);
    });
  }

  stop(): void {
    this.watch.stop();
    clearInterval(this.daily);
  }

  private get material(): TlsMaterial {
    const { identity, clientCa, minVersion } = this.parts;
    return { identity: identity.current.value, clientCa: clientCa?.current.value, minVersion };
  }

  private renew(): void {
    if (this.server) renew(this.server, this.material);
    this.tellExpiry();
  }

  private tellExpiry(): void {
    const { expiresAtMs, fingerprint } = this.parts.identity.current.value;
    const daysLeft = Math.floor((expiresAtMs - Date.now()) / DAY_MS);
    const facts = { fingerprint, expiresAt: new Date(expiresAtMs).toISOString(), daysLeft };
    if (daysLeft < SOON_DAYS) this.logger.warn(facts, 'the certificate expires soon');
    else this.logger.info(facts, 'the certificate is good');
  }

  /** Whoever looks whether the port is open says nothing: that is no news. */
  private noteFault({ code = '' }: NodeJS.ErrnoException, socket: TLSSocket): void {
    const { remoteAddress: ip, authorizationError } = socket;
    const fault = kindOf(code, authorizationError);
    this.onHandshakeFault(fault);
    // Where it took too long, nobody else ends the connection.
    socket.destroy();
    const level = fault === 'cut-off' ? 'debug' : 'info';
    this.logger[level](
      { code, ...(authorizationError && { reason: String(authorizationError) }), ip },
      'TLS handshake failed',
    );
  }
}

function kindOf(code: string, authorizationError: unknown): HandshakeFault {
  if (authorizationError || code === 'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE') return 'certificate';
  return code.startsWith('ERR_SSL_') ? 'protocol' : 'cut-off';
}
