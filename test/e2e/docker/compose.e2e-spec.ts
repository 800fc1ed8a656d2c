import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { type Compose, readCompose, type Service } from '../../support/docker/compose.js';
import { composeFaults } from '../../support/docker/compose-policy.js';
import { Dockerfile } from '../../support/docker/dockerfile.js';
import { inRoot } from '../../support/paths.js';

const FILES = ['deploy/docker/compose.yaml', 'deploy/docker/compose.sandbox.yaml'];
const VARIABLES = { ETLAAS_VERSION: '0.1.0', OIDC_ISSUER: 'https://login.example', OIDC_AUDIENCE: 'etlaas' };

const dockerfile = Dockerfile.read('deploy/docker/Dockerfile');
const table = readFileSync('README.md', 'utf8').matchAll(/^\| `([A-Z_]+)` \|/gm);
const surroundings = { dockerfile, settings: new Set([...table].map(([, name = '']) => name)) };

const folder = mkdtempSync(join(tmpdir(), 'etlaas-compose-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the compose schema and the linter that brings it say of files: errors only, for the rest is a matter of taste. */
function lint(...files: string[]): { code: number | null; output: string } {
  const options = ['--quiet', '--color', 'false', '--disable-rule', 'no-build-and-image'];
  const { status, stdout, stderr } = spawnSync(inRoot('node_modules', '.bin', 'dclint'), [...files, ...options], {
    encoding: 'utf8',
  });
  return { code: status, output: (stdout + stderr).trim() };
}

describe('the compose files', () => {
  it('are such as the compose schema and its linter want', () => {
    expect(lint(...FILES)).toEqual({ code: 0, output: '' });
    const wrong = join(folder, 'compose.yaml');
    writeFileSync(
      wrong,
      readFileSync('deploy/docker/compose.yaml', 'utf8').replaceAll('read_only: true', 'readonly: true'),
    );
    expect(lint(wrong)).toMatchObject({ code: 1, output: expect.stringContaining('invalid-schema') });
  });

  it.each(FILES)('%s follows our rules', (file) => {
    expect(composeFaults(readCompose(file, VARIABLES), surroundings)).toEqual([]);
  });

  type Change = (compose: Compose, api: Service, redis: Service) => void;
  it.each<[string, Change]>([
    ['api: its root file system can be written to', (_, api) => delete api.read_only],
    ['redis: keeps capabilities', (_, _api, redis) => delete redis.cap_drop],
    ['api: may get privileges', (_, api) => Object.assign(api, { security_opt: [] })],
    ['api: has privileged', (_, api) => Object.assign(api, { privileged: true })],
    ['api: has network_mode', (_, api) => Object.assign(api, { network_mode: 'host' })],
    ['redis: runs as root', (_, _api, redis) => Object.assign(redis, { user: '0:0' })],
    ['redis: redis:latest is no version', (_, _api, redis) => Object.assign(redis, { image: 'redis:latest' })],
    ['api: is not given 40 s', (_, api) => Object.assign(api, { stop_grace_period: '10s' })],
    ['api: has no limits', (_, api) => delete api.deploy],
    ['api: /tmp is not bounded', (_, api) => Object.assign(api, { tmpfs: ['/tmp'] })],
    [
      'api: REDIS_PASSWORD stands in the file',
      (_, { environment }) => Object.assign(environment ?? {}, { REDIS_PASSWORD: 'x' }),
    ],
    [
      'api: ZONE_KEYS_FILE names a file',
      (_, { environment }) => Object.assign(environment ?? {}, { ZONE_KEYS_FILE: '/run/secrets/x' }),
    ],
    ['api: OIDC_ISUER is no setting', (_, { environment }) => Object.assign(environment ?? {}, { OIDC_ISUER: 'x' })],
    ['api: 3000:3000 is published', (_, api) => Object.assign(api, { ports: ['3000:3000'] })],
    ['redis: nobody looks', (_, _api, redis) => delete redis.healthcheck],
    [
      'api: does not wait until redis',
      (_, api) => Object.assign(api, { depends_on: { redis: { condition: 'service_started' } } }),
    ],
    ['secret redis_users is for nobody', (_, _api, redis) => delete redis.secrets],
    ['redis: secret redis_users does not exist', ({ secrets }) => delete secrets?.['redis_users']],
    [
      'api: /run/secrets/zone_keys is used by no setting',
      (_, { environment }) => delete environment?.['ZONE_KEYS_FILE'],
    ],
  ])('the rules find: %s', (fault, change) => {
    const compose = readCompose('deploy/docker/compose.yaml', VARIABLES);
    const { api, redis } = compose.services as { api: Service; redis: Service };
    change(compose, api, redis);
    expect(composeFaults(compose, surroundings)).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
  });

  it('let a worker meet Redis and nobody else of ours, and Redis nobody outside', () => {
    const { services, networks = {} } = readCompose('deploy/docker/compose.yaml', VARIABLES);
    const met = (name: string) => {
      const own = services[name]?.networks ?? [];
      const others = Object.keys(services).filter((other) => other !== name);
      return others.filter((other) => services[other]?.networks?.some((network) => own.includes(network)));
    };
    expect(['worker-docker', 'worker-vm', 'api'].map(met)).toEqual([['redis'], ['redis'], ['redis']]);
    expect(services['redis']?.networks?.map((name) => networks[name]?.internal)).toEqual([true, true, true]);
    expect(services['redis']?.ports).toBeUndefined();
  });

  it('refuse to start without what only the site knows', () => {
    expect(() => readCompose('deploy/docker/compose.yaml', {})).toThrow('ETLAAS_VERSION is missing');
  });

  it('show the apps the CA of the bank among the rule files, where .env names it', () => {
    const env = readFileSync('deploy/docker/example.env', 'utf8').replaceAll(/^#(?=NODE_)/gm, '');
    const variables = Object.fromEntries(
      [...env.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    );
    const { services } = readCompose('deploy/docker/compose.yaml', variables);
    for (const name of ['api', 'worker-docker', 'worker-vm'])
      expect(services[name]?.environment?.['NODE_EXTRA_CA_CERTS']).toBe('/etc/etlaas/config/ca.pem');
    expect(env).toContain('put them into config/ca.pem');
  });

  it('and example.env names what they ask for', () => {
    const named = [...readFileSync('deploy/docker/example.env', 'utf8').matchAll(/^#?([A-Z_]+)=/gm)].map(
      ([, name]) => name,
    );
    const asked = [...readFileSync('deploy/docker/compose.yaml', 'utf8').matchAll(/\$\{([A-Z_]+):\?/g)].map(
      ([, name]) => name,
    );
    expect(named).toEqual(expect.arrayContaining([...new Set(asked)]));
    const text = readFileSync('deploy/docker/compose.yaml', 'utf8');
    expect(named.filter((name) => !text.includes(`\${${name}:`))).toEqual([]);
    expect(parse(readFileSync('deploy/docker/compose.yaml', 'utf8'), { merge: true }).name).toBe('etlaas');
  });
});
