import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LoneApi } from './testing/lone-api.js';

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
  file: 'style.css',
};
const OLD_QUERY = 'Environment=Development&Domain%20name=DOM_MAE&Repository_name=REP_A';

let api: LoneApi;
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

beforeAll(async () => {
  api = await LoneApi.start({
    groups: GROUPS,
    onRoute: ({ method, url }) => {
      for (const one of [method].flat()) routes.add(`${one} ${url.replace(/(.)\/$/, '$1')}`);
    },
  });
});
afterAll(() => api?.stop());

/** HEAD has no row of its own: it goes where GET goes. */
const covers = (row: Row, route: string): boolean => {
  const asked = route.replace(/^HEAD /, 'GET ');
  return row.path.endsWith('…')
    ? asked.startsWith(`${row.method} ${row.path.slice(0, -1)}`)
    : asked === `${row.method} ${row.path}`;
};

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
  // The provider of this test tells nobody where to sign in: 503. Nobody came here from it.
  [/^\/sign-in\/callback$/, 401],
  [/^\/sign-out$/, 303],
  [/^\/session$/, 200],
  [/^\/ops(?!\/data\/)/, 200],
  [/^\/queues(?!\/api\/)/, 200],
  [/^\/queues\/api\/.*\/(?:workers|metrics|default-job-options|rate-limit|job-data-schema)$/, 200],
];
const statusBehind = (path: string): number => WITHOUT_REDIS.find(([pattern]) => pattern.test(path))?.[1] ?? 503;

/** `yes` for the one status that a route has behind its door. Anything else stands for itself: a crash is no `yes`. */
async function outcome(route: string, role: Role): Promise<string> {
  const [method = '', path = ''] = route.split(' ');
  const answer = await api.app.inject({
    method: method as 'GET',
    url: addressOf(method, path),
    headers: role === 'nobody' ? {} : { authorization: `Bearer ${await api.tokenOf(role)}` },
    ...(method === 'PUT' && { payload: { action: 'Stop' } }),
    // The answer of some has no end.
    payloadAsStream: true,
  });
  const { statusCode } = answer;
  answer.stream().destroy();
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
    // The keys are fetched within 2 s or not at all: not in the midst of hundreds of requests.
    expect(await outcome('GET /v1/permissions', 'ops')).toBe('yes');
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
