import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RouteOptions } from 'fastify';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Registry } from 'prom-client';
import type { AuditLog } from '#libs/audit';
import { type AppLogger, createLogger } from '#libs/platform';
import { openApiParts } from '../api-parts.js';
import { createApi } from '../create-api.js';
import { readApiSettings } from '../settings.js';

/** What a test says about its API. */
interface LoneApiOptions {
  groups: Record<string, string[]>;
  settings?: Record<string, string>;
  logger?: AppLogger;
  onRoute?: (route: RouteOptions) => void;
}

/** The whole API with MAE and RCR, a provider that signs, and a Redis that is away. */
export class LoneApi {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly audit: AuditLog,
    readonly registry: Registry,
    private readonly world: { folder: string; provider: Server; privateKey: CryptoKey },
  ) {}

  static async start({ groups, settings = {}, logger, onRoute }: LoneApiOptions): Promise<LoneApi> {
    const keys = await generateKeyPair('RS256');
    const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] };
    const provider = createServer((_, response) => response.end(JSON.stringify(jwks))).listen(0, '127.0.0.1');
    await once(provider, 'listening');
    const folder = mkdtempSync(join(tmpdir(), 'etlaas-lone-'));
    const read = readApiSettings({ ...settingsIn(folder, issuerOf(provider), groups), ...settings });
    const parts = await openApiParts(read, logger ?? createLogger('api', 'silent'));
    const app = await createApi(parts, onRoute);
    await app.listen(0, '127.0.0.1');
    return new LoneApi(app, parts.trail.log, parts.registry, { folder, provider, privateKey: keys.privateKey });
  }

  tokenOf(login: string): Promise<string> {
    return new SignJWT({ login_ad: login })
      .setProtectedHeader({ alg: 'RS256', kid: 'one', typ: 'at+jwt' })
      .setSubject(login)
      .setIssuer(issuerOf(this.world.provider))
      .setAudience('etlaas')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(this.world.privateKey);
  }

  async stop(): Promise<void> {
    await this.app.close();
    this.world.provider.closeAllConnections();
    this.world.provider.close();
    rmSync(this.world.folder, { recursive: true, force: true });
  }
}

const issuerOf = (provider: Server): string => `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;

function settingsIn(folder: string, issuer: string, groups: Record<string, string[]>): Record<string, string> {
  const file = (name: string, ...lines: string[]) => {
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
    return join(folder, name);
  };
  const members = Object.entries(groups).flatMap(([name, all]) => all.map((group) => `${name},${group}`));
  const rules = ['MAE', 'RCR'].map((trigram) => `DOM_${trigram},Development,${trigram},owner`);
  return {
    // Nobody listens there: where a job is asked about, who got past the guards is answered 503.
    REDIS_URL: 'redis://127.0.0.1:1',
    ZONE_KEYS: 'docker=0123456789abcdef0123456789abcdef',
    OIDC_ISSUER: issuer,
    OIDC_JWKS_URI: `${issuer}/jwks`,
    OIDC_AUDIENCE: 'etlaas',
    BROWSER_ORIGIN: 'http://localhost',
    BROWSER_CLIENT_ID: 'etlaas-browser',
    BROWSER_SESSION_KEY: '0123456789abcdef0123456789abcdef',
    AUDIT_DIR: join(folder, 'audit'),
    AUDIT_KEYS: 'test=0123456789abcdef0123456789abcdef',
    AUDIT_BALLAST_BYTES: '0',
    RATE_LIMIT_FAILED_LOGINS: '0',
    GCR_FILE: file('GCR.csv', 'domain,environment,trigram,kind', ...rules),
    INVENTORY_FILE: file('hosts.csv', 'hostname,domain,environment,zone', 'a.socgen,DOM_MAE,Development,docker'),
    DIRECTORY_FILE: file('directory.csv', 'account,group', ...members),
  };
}
