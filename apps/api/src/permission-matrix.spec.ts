import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createLogger } from '#libs/platform';
import { openApiParts } from './api-parts.js';
import { createApi } from './create-api.js';
import { readApiSettings } from './settings.js';

/** The columns of docs/permission-matrix.md, which is what is promised. */
const ROLES = ['nobody', 'stranger', 'neighbour', 'reader', 'operator', 'ops'] as const;
type Role = (typeof ROLES)[number];
type Row = { method: string; path: string; expected: Record<Role, string> };

const GROUPS: Record<Exclude<Role, 'nobody'>, string[]> = {
  stranger: ['Canteen'],
  neighbour: ['ETL_RCR_OPERATE'],
  reader: ['ETL_MAE_READ'],
  operator: ['ETL_MAE_OPERATE'],
  ops: ['ETLAAS_OPS'],
};
const ID = '2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11';
const PARAMETERS: Record<string, string> = {
  trigram: 'MAE',
  domain: 'DOM_MAE',
  domain_name: 'DOM_MAE',
  service: 'INT_A',
  IS_name: 'INT_A',
  repository: 'REP_A',
  repo_name: 'REP_A',
  connectionId: '15',
  session: '15',
  id: ID,
  uuid: ID,
  queueName: 'informatica%3Adocker',
};
const OLD_QUERY = 'Environment=Development&Domain%20name=DOM_MAE&Repository_name=REP_A';

let folder: string;
let provider: Server;
let app: NestFastifyApplication;
let privateKey: CryptoKey;
const routes = new Set<string>();

function readMatrix(): Row[] {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/permission-matrix.md'), 'utf8');
  const rows = text.split('\n').flatMap((line) => {
    const [, route, ...cells] = line.split('|').map((cell) => cell.trim());
    const [, method = '', path = ''] = /^`([A-Z]+) (\S+)`$/.exec(route ?? '') ?? [];
    return method ? [{ method, path, expected: Object.fromEntries(ROLES.map((role, at) => [role, cells[at]])) }] : [];
  });
  return rows as Row[];
}

const issuer = () => `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;

beforeAll(async () => {
  const keys = await generateKeyPair('RS256');
  privateKey = keys.privateKey;
  const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] };
  provider = createServer((_, response) => response.end(JSON.stringify(jwks))).listen(0, '127.0.0.1');
  await once(provider, 'listening');
  folder = mkdtempSync(join(tmpdir(), 'etlaas-matrix-'));
  const file = (name: string, ...lines: string[]) => {
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
    return join(folder, name);
  };
  const members = Object.entries(GROUPS).flatMap(([name, groups]) => groups.map((group) => `${name},${group}`));
  const settings = readApiSettings({
    // Nobody listens there: where a job is asked about, who got past the guards is answered 503.
    REDIS_URL: 'redis://127.0.0.1:1',
    ZONE_KEYS: 'docker=0123456789abcdef0123456789abcdef',
    OIDC_ISSUER: issuer(),
    OIDC_JWKS_URI: `${issuer()}/jwks`,
    OIDC_AUDIENCE: 'etlaas',
    AUDIT_DIR: join(folder, 'audit'),
    RATE_LIMIT_FAILED_LOGINS: '0',
    GCR_FILE: file(
      'GCR.csv',
      'domain,environment,trigram,kind',
      'DOM_MAE,Development,MAE,owner',
      'DOM_RCR,Development,RCR,owner',
    ),
    INVENTORY_FILE: file('hosts.csv', 'hostname,domain,environment,zone', 'a.socgen,DOM_MAE,Development,docker'),
    DIRECTORY_FILE: file('directory.csv', 'account,group', ...members),
  });
  const parts = await openApiParts(settings, createLogger('api', 'silent'));
  app = await createApi(parts, ({ method, url }) => {
    for (const one of [method].flat()) routes.add(`${one} ${url.replace(/(.)\/$/, '$1')}`);
  });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(async () => {
  await app?.close();
  provider?.closeAllConnections();
  provider?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** HEAD has no row of its own: it goes where GET goes. */
const covers = (row: Row, route: string): boolean => {
  const asked = route.replace(/^HEAD /, 'GET ');
  return row.path.endsWith('…')
    ? asked.startsWith(`${row.method} ${row.path.slice(0, -1)}`)
    : asked === `${row.method} ${row.path}`;
};

const tokenOf = (role: Role): Promise<string> =>
  new SignJWT({ login_ad: role })
    .setProtectedHeader({ alg: 'RS256', kid: 'one', typ: 'at+jwt' })
    .setSubject(role)
    .setIssuer(issuer())
    .setAudience('etlaas')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey);

/** One that is there. */
const fileOf = (path: string): string => (path.startsWith('/docs') ? 'swagger-ui.css' : 'favicon.ico');

function addressOf(method: string, path: string): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => PARAMETERS[name] ?? 'x').replace('*', fileOf(path));
  if (path.startsWith('/informatica')) return `${filled}?${OLD_QUERY}`;
  const isKillByUser = method === 'DELETE' && path.endsWith('/sessions');
  return /:domain\//.test(path) ? `${filled}?environment=Development${isKillByUser ? '&user=carol' : ''}` : filled;
}

/** What a route answers behind its door where no job and no queue is asked about; all else says that Redis is away. */
const WITHOUT_REDIS: [RegExp, number][] = [
  // Hidden by its own module.
  [/^\/docs\/LICENSE$/, 404],
  [/^\/(?:docs|health\/live|metrics|v1\/permissions)|\/domains$/, 200],
  [/^\/queues(?!\/api\/)/, 200],
  [/^\/queues\/api\/.*\/(?:metrics|default-job-options|rate-limit|job-data-schema)$/, 200],
];
const statusBehind = (path: string): number => WITHOUT_REDIS.find(([pattern]) => pattern.test(path))?.[1] ?? 503;

/** `yes` for the one status that a route has behind its door. Anything else stands for itself: a crash is no `yes`. */
async function outcome(route: string, role: Role): Promise<string> {
  const [method = '', path = ''] = route.split(' ');
  const { statusCode } = await app.inject({
    method: method as 'GET',
    url: addressOf(method, path),
    headers: role === 'nobody' ? {} : { authorization: `Bearer ${await tokenOf(role)}` },
    ...(method === 'PUT' && { payload: { action: 'Stop' } }),
  });
  return statusCode === statusBehind(path) ? 'yes' : String(statusCode);
}

describe('docs/permission-matrix.md', () => {
  it('has each route of the router once, and no other', () => {
    const matrix = readMatrix();
    const places = [...routes].map((route) => [route, matrix.filter((row) => covers(row, route)).length]);
    expect(places.filter(([, count]) => count !== 1)).toEqual([]);
    expect(matrix.filter((row) => ![...routes].some((route) => covers(row, route)))).toEqual([]);
    expect(routes.size).toBeGreaterThan(30);
  });

  it('says who gets where', async () => {
    const matrix = readMatrix();
    const asked = [...routes].flatMap((route) => ROLES.map((role) => ({ route, role })));
    const told = await Promise.all(
      asked.map(async ({ route, role }) => `${route} ${role}: ${await outcome(route, role)}`),
    );
    const promised = asked.map(({ route, role }) => {
      const row = matrix.find((one) => covers(one, route));
      return `${route} ${role}: ${row?.expected[role]}`;
    });
    expect(told).toEqual(promised);
  }, 60_000);
});
