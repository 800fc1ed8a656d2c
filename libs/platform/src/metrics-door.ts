import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AppLogger } from './logger.js';
import { SettingsError, setting } from './settings.js';

/** Where a process tells how it does, beside what it is there for. */
export const doorSettings = {
  METRICS_PORT: setting
    .integer('TCP port of /metrics and /health alone, plain HTTP; without it there is none', 1, 65_535)
    .optional(),
  METRICS_HOST: setting.text('address that port is opened on').default('127.0.0.1'),
};

/** What is told at an address. */
interface Told {
  status: number;
  type: string;
  text: string;
}

/** What a door tells. */
export interface DoorPages {
  metrics: () => Promise<string>;
  readiness: () => Promise<{ status: string }>;
}

/** A scraper or two, and somebody who looks: whoever takes more has no business here. */
const MAX_CONNECTIONS = 32;
const LIMITS = {
  maxHeaderSize: 8_192,
  headersTimeout: 5_000,
  requestTimeout: 5_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
};

const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/**
 * An HTTP port of its own for probes and scrapers: `/metrics`, `/health/live` and `/health/ready`, to be read and nothing else.
 *
 * Without a token and without TLS, hence without names of callers or objects: it opens on loopback unless the settings say
 * otherwise.
 */
export class MetricsDoor {
  private server: Server | undefined;
  private readonly pages: ReadonlyMap<string, () => Promise<Told>>;

  constructor(
    { metrics, readiness }: DoorPages,
    private readonly logger: AppLogger,
  ) {
    this.pages = new Map([
      ['/metrics', async () => ({ status: 200, type: 'text/plain; version=0.0.4', text: await metrics() })],
      ['/health/live', async () => asJson(200, { status: 'alive' })],
      ['/health/ready', async () => readyPage(await readiness())],
    ]);
  }

  /** Answers the port: with 0, one that was free. Rejects with a `SettingsError` where it cannot be had. */
  async open(wished: number, host: string): Promise<number> {
    const server = createServer(LIMITS, (request, response) => void this.answer(request, response));
    server.maxConnections = MAX_CONNECTIONS;
    server.listen(wished, host);
    await once(server, 'listening').catch(({ code }: NodeJS.ErrnoException) => {
      throw new SettingsError([`METRICS_PORT: ${wished} on ${host} cannot be listened on (${code})`]);
    });
    this.server = server;
    const { port } = server.address() as AddressInfo;
    this.logger.info({ port, host }, 'metrics can be read');
    return port;
  }

  /** Who is being answered is not waited for. */
  async close(): Promise<void> {
    const { server } = this;
    if (!server) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, type, text } = await this.pageOf(request).catch((err: unknown) => {
      this.logger.error({ err }, 'a page of the metrics port could not be made');
      return asJson(500, { status: 'failed' });
    });
    const allow = status === 405 ? { allow: 'GET, HEAD' } : {};
    const length = String(Buffer.byteLength(text));
    response.writeHead(status, {
      ...HEADERS,
      ...allow,
      'content-type': `${type}; charset=utf-8`,
      'content-length': length,
    });
    response.end(request.method === 'HEAD' ? undefined : text);
  }

  private async pageOf({ url = '', method }: IncomingMessage): Promise<Told> {
    const page = this.pages.get(url.split('?')[0] ?? '');
    if (!page) return asJson(404, { status: 'not found' });
    return method === 'GET' || method === 'HEAD' ? page() : asJson(405, { status: 'method not allowed' });
  }
}

const asJson = (status: number, body: object): Told => ({
  status,
  type: 'application/json',
  text: JSON.stringify(body),
});

const readyPage = (readiness: { status: string }): Told => asJson(readiness.status === 'ready' ? 200 : 503, readiness);
