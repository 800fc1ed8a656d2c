import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { judge, lint } from '../../support/contract/lint.js';
import { LINT_EXCEPTIONS } from '../../support/contract/lint-exceptions.js';
import { type Media, pointerTo, resolve } from '../../support/contract/openapi.js';
import { Contract, type Located } from '../../support/contract.js';
import { inRoot } from '../../support/paths.js';
import { useSandbox } from '../../support/sandbox.js';

const { version: VERSION } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as { version: string };

const sandbox = useSandbox();
let contract: Contract;

beforeAll(async () => {
  contract = await Contract.readFrom(sandbox.with());
});

const DOMAIN = '/v1/trigrams/{trigram}/domains/{domain}';
const SESSIONS = `${DOMAIN}/repositories/{repository}/sessions`;
const OLD = '/informatica/trigrams/{trigram}';
const ROUTES = [
  'GET /v1/trigrams/{trigram}/domains',
  `GET ${DOMAIN}/integration-services`,
  `GET ${DOMAIN}/integration-services/{service}`,
  `POST ${DOMAIN}/integration-services/{service}/start`,
  `POST ${DOMAIN}/integration-services/{service}/stop`,
  `POST ${DOMAIN}/integration-services/{service}/restart`,
  `GET ${DOMAIN}/repositories`,
  `GET ${SESSIONS}`,
  `DELETE ${SESSIONS}`,
  `DELETE ${SESSIONS}/{connectionId}`,
  'GET /v1/jobs',
  'GET /v1/jobs/{id}',
  'POST /v1/jobs/{id}/cancel',
  'GET /v1/jobs/{id}/callback',
  'POST /v1/jobs/{id}/callback/redeliver',
  'GET /v1/jobs/{id}/events',
  'GET /v1/permissions',
  'GET /v1/permissions/export',
  'GET /v1/zones',
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  `GET ${OLD}/domains/{domain_name}/integration-services`,
  `PUT ${OLD}/domains/{domain_name}/integration-services/{IS_name}`,
  `GET ${OLD}/sessions`,
  `GET ${OLD}/sessions/{repo_name}`,
  `DELETE ${OLD}/sessions/{session}`,
  'GET /UUID/{uuid}',
];
const isOpen = (path: string) => /^\/(health|metrics)/.test(path);
const isOld = (path: string) => /^\/(informatica|UUID)/.test(path);
const isAboutAPlace = (path: string) => path.includes('{trigram}');
const submits = (path: string) => /^\/v1\/.*\/(integration-services|repositories)/.test(path);

/** The bodies of an answer, by their media type. */
const contentOf = (located: Located | undefined, status: string): Record<string, Media> =>
  (located && contract.response(located, status)?.response.content) ?? {};

const examplesOf = ({ example, examples = {} }: Media): unknown[] => [
  ...(example === undefined ? [] : [example]),
  ...Object.values(examples).map(({ $ref, value }) =>
    $ref ? (resolve(contract.document, $ref) as { value: unknown }).value : value,
  ),
];
const codeOf = (problem: unknown) => (problem as { code: string }).code;
const codesIn = ({ schema }: Media): string[] =>
  (
    schema as { allOf: [object, { properties: { code: { enum: string[] } } }] }
  ).allOf[1].properties.code.enum.toSorted();

describe('the page', () => {
  it('is Swagger UI with OAuth2: client, PKCE, and the page that takes the code', async () => {
    const page = await sandbox.with().get('/docs');
    const script = await sandbox.with().get('/docs/swagger-ui-init.js');
    const redirect = await sandbox.with().get('/docs/oauth2-redirect.html');
    expect([page, script, redirect].map(({ status }) => status)).toEqual([200, 200, 200]);
    expect([page, redirect].map(({ headers }) => headers['content-type'])).toEqual([
      expect.stringMatching(/^text\/html/),
      expect.stringMatching(/^text\/html/),
    ]);
    expect(page.text).toContain('swagger-ui-bundle.js');
    expect(script.text).toMatch(/"clientId": "swagger"/);
    expect(script.text).toMatch(/"usePkceWithAuthorizationCodeGrant": true/);
  });

  it.each(['swagger-ui-bundle.js', 'swagger-ui-standalone-preset.js', 'swagger-ui.css'])(
    'finds its %s',
    async (file) => {
      expect((await sandbox.with().get(`/docs/${file}`)).status).toBe(200);
    },
  );
});

describe('the document', () => {
  it('is OpenAPI 3.1 and lists every route once', () => {
    const listed = contract.operations.map(({ method, path }) => `${method} ${path}`);
    expect(contract.document.openapi).toMatch(/^3\.1\./);
    expect(listed.sort()).toEqual([...ROUTES].sort());
    const ids = contract.operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names how to sign in: a pasted token, or code with PKCE at the provider', () => {
    const { components, security } = contract.document;
    expect(security).toEqual([{ token: [] }, { 'sign-in': [] }]);
    expect(components.securitySchemes).toMatchObject({
      token: { type: 'http', scheme: 'bearer' },
      'sign-in': {
        type: 'oauth2',
        flows: {
          authorizationCode: { authorizationUrl: `${sandbox.issuer}/auth`, tokenUrl: `${sandbox.issuer}/token` },
        },
      },
    });
  });

  it.each(ROUTES)('%s: summary, answers, security', (route) => {
    const [method, path = ''] = route.split(' ');
    const located = contract.operations.find((one) => one.method === method && one.path === path);
    const operation = located?.operation;
    const statuses = Object.keys(operation?.responses ?? {});
    const problems = statuses.filter((status) => contentOf(located, status)['application/problem+json']);
    const successes = statuses.filter((status) => status < '400');
    expect(operation?.summary).toMatch(/^\w.{10,}/);
    expect(operation?.deprecated ?? false).toBe(isOld(path));
    expect(operation?.security).toEqual(isOpen(path) ? [] : undefined);
    expect(operation?.requestBody?.required ?? false).toBe(false);
    if (!isOpen(path)) expect(problems).toContain('401');
    if (isAboutAPlace(path)) expect(problems).toEqual(expect.arrayContaining(['400', '403', '404']));
    if (submits(path)) expect(successes).toEqual(['200', '202']);
    if (path.startsWith('/informatica')) expect(successes).toEqual(['202']);
  });

  it('has only schemas that a validator takes', () => {
    for (const name of Object.keys(contract.document.components.schemas)) {
      expect(() => contract.validator(pointerTo('components', 'schemas', name))).not.toThrow();
    }
  });

  it('keeps the strictest rules for OpenAPI and the OWASP API Security Top 10, but for the exceptions', async () => {
    const { findings, idle } = judge(await lint(contract.document), LINT_EXCEPTIONS);
    expect(findings).toEqual([]);
    expect(idle).toEqual([]);
  });

  it('has only examples that are as their schemas say, and one for each code of each problem', () => {
    for (const located of contract.operations) {
      for (const status of Object.keys(located.operation.responses)) {
        const at = contract.response(located, status)?.at;
        for (const [type, media] of Object.entries(contentOf(located, status))) {
          const pointer = `${at}${pointerTo('content', type, 'schema').slice(1)}`;
          const examples = examplesOf(media);
          if (type.endsWith('json')) expect(examples.length).toBeGreaterThan(0);
          for (const example of examples) expect(contract.faults(pointer, example)).toEqual([]);
          if (type === 'application/problem+json') expect(examples.map(codeOf).sort()).toEqual(codesIn(media));
        }
      }
    }
  });

  it('links each job to where it can be read, followed and taken back, by parameters that are there', () => {
    const links = contract.operations.flatMap((located) =>
      Object.keys(located.operation.responses).flatMap((status) =>
        Object.values(contract.response(located, status)?.response.links ?? {}),
      ),
    );
    for (const { operationId, parameters } of links) {
      const target = contract.operations.find(({ operation }) => operation.operationId === operationId)?.operation;
      const names = target?.parameters?.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(Object.keys(parameters)));
    }
    const isOfCallback = (path: string) => path.includes('/callback');
    const accepting = contract.operations.filter(
      ({ path, operation }) => operation.responses['202'] && !isOfCallback(path),
    );
    for (const { path, operation } of accepting) {
      const followed = isOld(path) ? ['getTaskLegacy'] : ['getJob', 'watchJob', 'cancelJob'];
      expect(Object.keys(operation.responses['202']?.links ?? {})).toEqual(followed);
    }
  });

  it.each(ROUTES)('%s is there', async (route) => {
    const [method = '', path = ''] = route.split(' ');
    const filled = path.replace('{uuid}', '0').replaceAll(/\{[^}]+\}/g, 'MAE');
    const { status, body } = await sandbox.as('stranger').send({ method, path: filled });
    expect({ status, code: body['code'] }).not.toMatchObject({ code: 'ROUTE_NOT_FOUND' });
    expect(status).toBeLessThan(500);
  });
});

describe('health and metrics', () => {
  it('alive and ready, with a worker in each zone', async () => {
    const live = contract.check(await sandbox.with().get('/health/live'));
    const ready = contract.check(await sandbox.with().get('/health/ready'));
    expect(live.body).toEqual({ status: 'alive' });
    expect([ready.status, ready.body]).toEqual([
      200,
      {
        status: 'ready',
        files: ['GCR.csv', 'IFARCRSERVER.csv', 'directory.csv'].map((file) => ({
          file,
          status: 'current',
          hash: expect.stringMatching(/^[0-9a-f]{12}$/),
          loadedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        })),
        redis: { status: 'up' },
        audit: { status: 'up' },
        delivery: { status: 'none' },
        zones: [
          { zone: 'docker', workers: 1, transports: ['ssh'], versions: [VERSION], known: true },
          { zone: 'vm', workers: 1, transports: ['ansible'], versions: [VERSION], known: true },
        ],
      },
    ]);
  });

  it('counts requests by route and not by name, queues, workers and lost audit records', async () => {
    await sandbox.as('mae-batch').get('/v1/trigrams/MAE/domains');
    const { headers, text } = contract.check(await sandbox.with().get('/metrics'));
    const route = '/v1/trigrams/:trigram/domains';
    const count = new RegExp(`^etlaas_http_requests_total\\{method="GET",route="${route}",status="200"\\} [1-9]`, 'm');
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toMatch(count);
    expect(text).toMatch(/^etlaas_http_request_seconds_bucket\{le="[\d.]+",method="GET"/m);
    expect(text).toMatch(/^etlaas_queue_jobs\{zone="docker",state="completed"\} [1-9]/m);
    expect(text).toMatch(/^etlaas_workers\{zone="vm"\} 1$/m);
    expect(text).toContain(`\netlaas_worker_info{zone="docker",transport="ssh",version="${VERSION}"} 1\n`);
    expect(text).toMatch(/^etlaas_oldest_waiting_seconds\{zone="docker"\} 0$/m);
    expect(text).toMatch(/^etlaas_oldest_ready_seconds\{zone="docker"\} 0$/m);
    expect(text).toMatch(/^etlaas_audit_lost_records 0$/m);
    expect(text).not.toContain('MAE');
  });
});
