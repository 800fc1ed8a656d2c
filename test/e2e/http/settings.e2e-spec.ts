import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { runBuilt } from '../../support/sandbox.js';

jest.setTimeout(60_000);

const API = 'api';
const WORKER = 'worker';
const KEY = 'k'.repeat(32);
const OTHER_KEY = 'o'.repeat(32);
const SSH_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString();

const folder = mkdtempSync(join(tmpdir(), 'etlaas-settings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const file = (text: string, name = `${files++}.txt`): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const GCR = 'domain,environment,trigram,kind\nDOM_MAE_D01,Development,MAE,owner\n';
const INVENTORY = 'hostname,domain,environment,zone\nh1.socgen,DOM_MAE_D01,Development,docker\n';
const DIRECTORY = 'account,group\nmae-batch,ETL_MAE\n';

/** Settings with which the api would start, were there a Redis. */
const forApi = () => ({
  REDIS_URL: 'redis://127.0.0.1:1',
  ZONE_KEYS: `docker=${KEY}`,
  OIDC_ISSUER: 'https://login.example.com',
  OIDC_AUDIENCE: 'etlaas',
  AUDIT_DIR: join(folder, 'audit'),
  AUDIT_KEYS: `test=${KEY}`,
  GCR_FILE: file(GCR, 'GCR.csv'),
  INVENTORY_FILE: file(INVENTORY, 'IFARCRSERVER.csv'),
  DIRECTORY_FILE: file(DIRECTORY, 'directory.csv'),
});
const forWorker = () => ({
  REDIS_URL: 'redis://127.0.0.1:1',
  ZONE_KEYS: `docker=${KEY}`,
  WORKER_ZONES: 'docker',
  AUDIT_DIR: join(folder, 'audit'),
  AUDIT_KEYS: `test=${KEY}`,
  INVENTORY_FILE: file(INVENTORY, 'IFARCRSERVER.csv'),
  SSH_PRIVATE_KEY: SSH_KEY,
  SSH_KNOWN_HOSTS: 'h1.socgen ssh-ed25519 AAAA',
  INFORMATICA_CREDENTIALS: 'domain,user,security_domain,password\nDOM_MAE_D01,svc,Native,xyz\n',
});

/** Each line that names a setting, by its name. */
async function faultsOf(app: string, env: Record<string, string>): Promise<Map<string, string>> {
  const { code, stdout, stderr } = await runBuilt(app, env);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stderr).toMatch(/^(api|worker) cannot start\. The settings are wrong:$/m);
  const lines = [...stderr.matchAll(/^ {2}- ([A-Z_]+): (.+)$/gm)];
  return new Map(lines.map(([, name = '', fault = '']) => [name, fault]));
}

describe('missing settings: all of them at once', () => {
  it.each([
    [API, ['AUDIT_KEYS', 'OIDC_AUDIENCE', 'OIDC_ISSUER', 'REDIS_URL', 'ZONE_KEYS']],
    [
      WORKER,
      [
        'AUDIT_KEYS',
        'INFORMATICA_CREDENTIALS',
        'REDIS_URL',
        'SSH_KNOWN_HOSTS',
        'SSH_PRIVATE_KEY',
        'WORKER_ZONES',
        'ZONE_KEYS',
      ],
    ],
  ])('%s', async (app, names) => {
    const faults = await faultsOf(app, {});
    expect([...faults.keys()].sort()).toEqual(names);
    for (const fault of faults.values()) expect(fault).toMatch(/is missing|must be a URL/);
  });
});

describe('wrong and contradictory settings: all of them at once, secrets not shown', () => {
  it('of the api', async () => {
    const faults = await faultsOf(API, {
      ...forApi(),
      PORT: 'http',
      LOG_LEVEL: 'loud',
      OIDC_ISSUER: 'http://login.example.com',
      OIDC_ALGORITHMS: 'HS256',
      OIDC_AUDIENCE_FILE: file('etlaas'),
      ZONE_KEYS: 'docker=too-short-secret',
      AUDIT_KEYS: 'new=too-short-secret',
      GROUP_PATTERN: '(',
      WAIT_MAX_S: '9999',
    });
    expect(Object.fromEntries(faults)).toEqual({
      PORT: expect.stringMatching(/whole number/),
      LOG_LEVEL: expect.stringMatching(/trace/),
      OIDC_ISSUER: expect.stringMatching(/https/),
      OIDC_ALGORITHMS: expect.stringMatching(/asymmetric/),
      OIDC_AUDIENCE: expect.stringMatching(/OIDC_AUDIENCE or OIDC_AUDIENCE_FILE, not both/),
      ZONE_KEYS: expect.stringMatching(/zone docker needs at least 32 characters/),
      AUDIT_KEYS: expect.stringMatching(/key new needs at least 32 characters/),
      GROUP_PATTERN: expect.stringMatching(/regular expression/),
      WAIT_MAX_S: expect.stringMatching(/at most 300/),
    });
    expect([...faults.values()].join()).not.toContain('too-short-secret');
  });

  it.each([
    ['a zone without its key', { WORKER_ZONES: 'docker,vm' }, /has no key for vm/],
    [
      "a zone's key that is not its business",
      { ZONE_KEYS: `docker=${KEY},vm=${OTHER_KEY}` },
      /key of vm.*take it away/,
    ],
    ['a second key that is short', { ZONE_KEYS: `docker=${KEY},docker=ok` }, /key of zone docker needs at least 32/],
    ['no zone', { WORKER_ZONES: ' , ' }, /docker, which WORKER_ZONES does not serve/],
  ])('of the worker: %s', async (_, env, fault) => {
    const faults = await faultsOf(WORKER, { ...forWorker(), ...env });
    expect([...faults.values()].join()).toMatch(fault);
    expect([...faults.values()].join()).not.toMatch(/[ko]{32}/);
  });

  it('a file that is not there', async () => {
    const { REDIS_URL: _, ...others } = forApi();
    const faults = await faultsOf(API, { ...others, REDIS_URL_FILE: join(folder, 'none') });
    expect(faults.get('REDIS_URL')).toMatch(/REDIS_URL_FILE cannot be read/);
  });
});

describe('CSV files: whole or refused, with line numbers', () => {
  const half = (text: string) => text.slice(0, -6);
  it.each([
    ['GCR.csv', half(GCR), /GCR\.csv:2: .*half written/],
    ['GCR.csv', `${GCR}DOM_RCR_P01,Prod,RCR,owner\nDOM X,Production,RCR,boss\n`, /GCR\.csv:3: .*\n.*GCR\.csv:4: /],
    ['GCR.csv', 'domain,environment,kind\nDOM_MAE_D01,Development,owner\n', /GCR\.csv:1: column trigram is missing/],
    ['IFARCRSERVER.csv', half(INVENTORY), /IFARCRSERVER\.csv:2: .*half written/],
    ['IFARCRSERVER.csv', `${INVENTORY}h2.socgen,DOM_MAE_D01,Development,$(id)\n`, /IFARCRSERVER\.csv:3: zone /],
    ['directory.csv', half(DIRECTORY), /directory\.csv:2: .*half written/],
  ])('%s %j', async (name, text, faults) => {
    const env = forApi();
    file(text, name);
    const { code, stderr } = await runBuilt(API, env);
    expect([code, stderr]).toEqual([1, expect.stringMatching(faults)]);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('the worker refuses them too', async () => {
    const env = forWorker();
    file(half(INVENTORY), 'IFARCRSERVER.csv');
    const { code, stderr } = await runBuilt(WORKER, env);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/IFARCRSERVER\.csv:2: /)]);
  });
});
