import type { RequestListener } from 'node:http';
import type { Server, ServerOptions } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { type AppLogger, environment, type FileState, type WithCertificates } from '#libs/platform';
import { LiveMaterial, type TlsSettings } from './tls-material.js';
import { createTlsServer, renew } from './tls-server.js';

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;

/** Why a handshake failed: no certificate that we trust, no TLS on which both agree, or the caller left. */
export const HANDSHAKE_FAULTS = ['certificate', 'protocol', 'cut-off'] as const;
export type HandshakeFault = (typeof HANDSHAKE_FAULTS)[number];

/** TLS as the API speaks it: with the certificate of its files as they are now. */
export class Tls implements WithCertificates {
  /** Told of each handshake that failed. */
  onHandshakeFault: (fault: HandshakeFault) => void = () => undefined;
  private server: Server | undefined;
  private daily: NodeJS.Timeout | undefined;

  private constructor(
    private readonly material: LiveMaterial,
    private readonly logger: AppLogger,
  ) {}

  /** By the settings; undefined where they say nothing of TLS. Rejects with a `RefusedFile`. */
  static async open(settings: TlsSettings, logger: AppLogger, env = environment()): Promise<Tls | undefined> {
    const material = await LiveMaterial.open(settings, env);
    return material && new Tls(material, logger);
  }

  /** `note` is to be told of each change of one. */
  get certificates(): WithCertificates['certificates'] {
    return this.material.files;
  }

  get expiresAtMs(): number {
    return this.material.identity.expiresAtMs;
  }

  /** The server that is kept up to date: one for a process. */
  createServer(limits: ServerOptions, handler: RequestListener): Server {
    this.server = createTlsServer(this.material.current, limits, handler, (fault, socket) =>
      this.noteFault(fault, socket),
    );
    return this.server;
  }

  /** Begins to tell of the end of the certificate. */
  start(): void {
    this.tellExpiry();
    this.daily = setInterval(() => this.tellExpiry(), DAY_MS).unref();
  }

  stop(): void {
    clearInterval(this.daily);
  }

  /** Something has changed: where it is a file of TLS, and not refused, new connections meet it. */
  note(state: FileState): void {
    if (state.refusal || !this.material.has(state)) return;
    if (this.server) renew(this.server, this.material.current);
    this.tellExpiry();
  }

  private tellExpiry(): void {
    const { expiresAtMs, fingerprint } = this.material.identity;
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
