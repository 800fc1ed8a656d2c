import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { type Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { exposeCertificates } from '#libs/metrics';
import { certificateWatch, createLogger, type FileState, type FileWatch, readSettings } from '#libs/platform';
import { Authority, type Pair } from '../../../../../libs/platform/src/testing/authority.js';
import { SecretMount } from '../../../../../libs/platform/src/testing/secret-mount.js';
import { createAdapter } from '../../http/fastify-app.js';
import { tlsRules, tlsSettings } from '../settings.js';
import { Tls } from '../tls.js';
import type { TlsSettings } from '../tls-material.js';
import { exposeTls } from '../tls-metrics.js';

/** Certificate and key as the files of a secret. */
export const asFiles = ({ cert, key }: Pair) => ({ 'tls.crt': cert, 'tls.key': key });

/** How a client sees a certificate. */
export const fingerprintOf = ({ cert }: Pair): string => new X509Certificate(cert).fingerprint256;

/** The edge of the API with TLS by files, a route that answers and one that goes on and on; and who speaks with it. */
export class TlsEdge {
  readonly logged: { level: string; msg: string; [fact: string]: unknown }[] = [];
  readonly told: FileState[] = [];
  /** What was answered as a broken request. */
  readonly brokenRequests: string[] = [];
  app!: FastifyInstance;
  tls!: Tls;
  settings!: TlsSettings;
  private watch!: FileWatch;
  private readonly secret = new SecretMount();
  readonly ours = this.authority('ours');
  private registry!: Registry;

  authority(name: string): Authority {
    return new Authority(this.secret.folder, name);
  }

  mount(files: Record<string, string>): void {
    this.secret.mount(files);
  }

  at(name: string): string {
    return this.secret.at(name);
  }

  async serve(more: Record<string, string> = {}): Promise<void> {
    const env = { TLS_CERTIFICATE_FILE: this.at('tls.crt'), TLS_KEY_FILE: this.at('tls.key'), ...more };
    const logger = createLogger('test', 'debug', { write: (line) => void this.logged.push(JSON.parse(line)) });
    this.settings = readSettings(tlsSettings, env, tlsRules);
    this.tls = (await Tls.open(this.settings, logger, env)) as Tls;
    this.watch = certificateWatch(logger, this.tls);
    this.registry = new Registry();
    exposeTls(this.registry, this.tls);
    exposeCertificates(this.registry, this.watch);
    this.app = createAdapter({
      refuseAddress: () => {},
      answerClientError: ({ code = '' }) => this.brokenRequests.push(code),
      trustedHops: 0,
      tls: this.tls,
    }).getInstance();
    this.app.get('/', async ({ protocol }) => protocol);
    this.app.get('/events', (_, reply) => {
      const beat = setInterval(() => reply.raw.write('data: beat\n\n'), 5);
      reply.raw.once('close', () => clearInterval(beat));
    });
    await this.app.listen({ host: '127.0.0.1', port: 0 });
    this.tls.start();
    this.watch.start(0, (state) => {
      this.tls.note(state);
      this.told.push(state);
    });
  }

  async stop(): Promise<void> {
    this.watch.stop();
    this.tls.stop();
    this.app.server.closeAllConnections();
    await this.app.close();
    for (const notes of [this.logged, this.told, this.brokenRequests]) notes.length = 0;
  }

  remove(): void {
    this.secret.remove();
  }

  /** Where it is, for somebody who trusts our authority. */
  get place() {
    return { host: '127.0.0.1', port: (this.app.server.address() as AddressInfo).port, ca: this.ours.cert };
  }

  /** Two looks, as the clock would make them. */
  async look(): Promise<void> {
    await this.watch.look();
    await this.watch.look();
  }

  /** The first line of an answer, or why there is none. */
  async speak(options: ConnectionOptions = {}): Promise<string> {
    const socket = connect({ ...this.place, ...options });
    socket.end('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    return text(socket).then(
      (answer) => answer.split('\r\n')[0] ?? '',
      ({ code, message }: NodeJS.ErrnoException) => `${code} ${message}`,
    );
  }

  /** One request on a connection of its own, or on one that is kept: its status, and the certificate it met. */
  async ask(agent?: Agent, caller?: Pair) {
    const sent = request({ ...this.place, ...caller, agent: agent ?? false }).end();
    const [answer] = await once(sent, 'response');
    const cert = (answer.socket as TLSSocket).getPeerCertificate().fingerprint256;
    return { status: answer.statusCode as number, cert, body: await text(answer) };
  }

  /** The certificate that a new connection meets. */
  async shows(caller?: Pair): Promise<string> {
    return (await this.ask(undefined, caller)).cert;
  }

  metrics(): Promise<string> {
    return this.registry.metrics();
  }

  async tells(line: string): Promise<boolean> {
    return (await this.metrics()).split('\n').includes(line);
  }
}
