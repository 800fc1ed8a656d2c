import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { configuration as api } from '../../api/src/configuration.js';
import { configuration as worker } from '../../worker/src/configuration.js';
import { checkConfiguration } from './check-configuration.js';

const folder = mkdtempSync(join(tmpdir(), 'etlaas-config-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

/** Stands wherever a secret stands, and may be seen nowhere. */
const CANARY = 'canary'.repeat(8);
const GCR = 'domain,environment,trigram,kind\nDOM_MAE_D01,Development,MAE,owner\n';
const INVENTORY = 'hostname,domain,environment,zone\nh1.socgen,DOM_MAE_D01,Development,docker\n';

const shared = () => ({
  REDIS_URL: `redis://etlaas:${CANARY}@127.0.0.1:1`,
  ZONE_KEYS: `docker=${CANARY}`,
  AUDIT_DIR: join(folder, 'audit'),
  AUDIT_KEYS: `2026=${CANARY}`,
  AUDIT_MIN_FREE_BYTES: '0',
  AUDIT_BALLAST_BYTES: '0',
  GCR_FILE: file('GCR.csv', GCR),
  INVENTORY_FILE: file('IFARCRSERVER.csv', INVENTORY),
  DIRECTORY_FILE: file('directory.csv', 'account,group\nmae-batch,ETL_MAE\n'),
});
const forApi = () => ({ ...shared(), OIDC_ISSUER: 'https://login.example.com', OIDC_AUDIENCE: 'etlaas' });
const forWorker = () => ({
  ...shared(),
  WORKER_ZONES: 'docker',
  SSH_PRIVATE_KEY: CANARY,
  SSH_KNOWN_HOSTS: 'h1.socgen ssh-ed25519 AAAA',
  INFORMATICA_CREDENTIALS: `domain,user,password\nDOM_MAE_D01,svc,${CANARY}\n`,
});

type Env = Record<string, string>;
const checkApi = (env: Env = {}) => checkConfiguration(api, worker, { ...forApi(), ...env });
const checkWorker = (env: Env = {}) => checkConfiguration(worker, api, { ...forWorker(), ...env });

describe('a configuration that is right', () => {
  it('is told without a problem: each setting with its origin, secrets masked', async () => {
    const path = file('keys', `docker=${CANARY}`);
    const { ZONE_KEYS: _, ...rest } = forApi();
    const { settings, problems, warnings } = await checkConfiguration(api, worker, { ...rest, ZONE_KEYS_FILE: path });
    expect([problems, warnings]).toEqual([[], []]);
    const byName = Object.fromEntries(settings.map((one) => [one.name, one]));
    expect(byName['ZONE_KEYS']).toMatchObject({ value: 'docker=[secret]', from: 'file', file: path });
    expect(byName['AUDIT_KEYS']).toMatchObject({ value: '2026=[secret]', from: 'environment' });
    expect(byName['REDIS_URL']?.value).toContain('password=[secret]');
    expect(byName['PORT']).toMatchObject({ value: '3000', from: 'default' });
    expect(byName['REDIS_PASSWORD']).toMatchObject({ value: undefined, from: 'not set' });
    expect(JSON.stringify(settings)).not.toContain(CANARY);
  });
});

describe('secrets', () => {
  const SECRET_NAMES = /PASSWORD|SECRET|KEY$|KEYS$|TOKEN$|PASSPHRASE|CREDENTIALS|HEADERS|_URL$/;

  it.each([
    ['api', checkApi, api.names],
    ['worker', checkWorker, worker.names],
  ])('of the %s are shown in no way, whether they are understood or not', async (_, check, names) => {
    for (const form of [CANARY, `a=${CANARY}`, `https://u:${CANARY}@h.example/?x=${CANARY}`, `${CANARY}=`]) {
      const env = Object.fromEntries(names.filter((name) => SECRET_NAMES.test(name)).map((name) => [name, form]));
      const report = await check(env);
      expect(Object.keys(env).length).toBeGreaterThan(10);
      expect(JSON.stringify(report)).not.toContain(CANARY);
    }
  });

  it('that every user of the machine may read are warned of, and no other file is', async () => {
    const { REDIS_URL, ZONE_KEYS, ...rest } = forApi();
    const open = file('open', REDIS_URL, 0o644);
    const env = { ...rest, REDIS_URL_FILE: open, ZONE_KEYS_FILE: file('closed', ZONE_KEYS, 0o640) };
    const { warnings } = await checkConfiguration(api, worker, { ...env, HOST_FILE: file('host', '::1', 0o644) });
    expect(warnings).toEqual([`REDIS_URL_FILE: every user may read ${open} (mode 0644): take that away`]);
  });
});

describe('problems: all of them at once', () => {
  it('settings, rules between them and files', async () => {
    const { problems } = await checkApi({
      PORT: 'http',
      OIDC_AUDIENCE_FILE: file('audience', 'x'),
      REDIS_TLS: 'true',
      GCR_FILE: file('bad-GCR.csv', `${GCR}DOM_RCR_P01,Prod,RCR,owner\nDOM_MAE_D01,Development,RCR,owner\n`),
      INVENTORY_FILE: join(folder, 'none.csv'),
      AUDIT_DIR: join(file('a-file', ''), 'audit'),
    });
    expect(problems).toEqual([
      expect.stringMatching(/^OIDC_AUDIENCE: give OIDC_AUDIENCE or OIDC_AUDIENCE_FILE, not both/),
      expect.stringMatching(/^PORT: must be a whole number/),
      expect.stringMatching(/^REDIS_TLS: REDIS_URL must then begin with rediss/),
      expect.stringMatching(/^bad-GCR\.csv:3: environment /),
      expect.stringMatching(/none\.csv: cannot be read \(ENOENT\)/),
      expect.stringMatching(/^AUDIT_DIR: .*cannot be written to \(ENOTDIR\)/),
    ]);
  });

  it('rules that contradict each other, and hosts in a zone without a key', async () => {
    const { problems } = await checkApi({
      GCR_FILE: file('two.csv', `${GCR}DOM_MAE_D01,Development,MAE,exception\n`),
      INVENTORY_FILE: file('vm.csv', `${INVENTORY}h2.socgen,DOM_MAE_P01,Production,vm\n`),
    });
    expect(problems).toEqual([
      'two.csv:3: contradicts two.csv:2 (MAE is owner there)',
      expect.stringMatching(/^vm\.csv:3: zone vm has no key here/),
    ]);
  });

  it('of the worker: keys, pinned hosts, technical users, ansible', async () => {
    const { problems, warnings } = await checkWorker({
      SSH_KNOWN_HOSTS: 'other.socgen ssh-ed25519 AAAA',
      INFORMATICA_CREDENTIALS: 'domain,user,password\nDOM_OTHER,svc,xyz\n',
      WORKER_TRANSPORTS: 'docker=ansible',
      ANSIBLE_DIR: folder,
    });
    expect(problems).toContain('SSH_PRIVATE_KEY: is not a private key in OpenSSH or PEM form');
    expect(problems).toContain(`ANSIBLE_DIR: ${folder} has no run-scripts.yml`);
    expect(warnings).toEqual([
      'SSH_KNOWN_HOSTS: no key is pinned for h1.socgen: it would be refused',
      'INFORMATICA_CREDENTIALS: there is no technical user for DOM_MAE_D01',
    ]);
  });
});

describe('warnings', () => {
  it('what only one of rules and inventory has, a zone without hosts, a key of two zones, a rule that expired', async () => {
    const { problems, warnings } = await checkApi({
      ZONE_KEYS: `docker=${CANARY},vm=${CANARY}`,
      GCR_FILE: file('gcr.csv', 'domain,environment,trigram,kind,expires\nDOM_X,Production,MAE,owner,2020-01-31\n'),
    });
    expect(problems).toEqual([]);
    expect(warnings).toEqual([
      'gcr.csv:2: expired on 2020-01-31: it counts no more',
      'the inventory has no host in zone vm, which is served',
      'DOM_X in Production has rules, but no host in the inventory',
      'DOM_MAE_D01 in Development has hosts, but no rule: nobody may do anything there',
      'ZONE_KEYS: docker and vm have the same key: give each zone its own',
    ]);
  });

  it('too little room for the audit log', async () => {
    const { problems, warnings } = await checkApi({ AUDIT_MIN_FREE_BYTES: '999999999999' });
    expect(problems).toEqual([]);
    expect(warnings).toEqual([
      expect.stringMatching(/^AUDIT_DIR: \d+ bytes are free there; .* changes would be refused/),
    ]);
  });
});

describe('names that no app knows', () => {
  it.each([
    ['REDIS_ULR', 'REDIS_URL', false],
    ['OIDC_ISSUERS', 'OIDC_ISSUER', false],
    ['LDAP_URL', 'LDAP_URLS', true],
    ['callback_host', 'CALLBACK_HOSTS', true],
    ['READY_FIEL', 'READY_FILE', true],
    ['AUDIT_HTTP_TOKN_FILE', 'AUDIT_HTTP_TOKEN', true],
  ])('%s is told with %s, which was meant; a problem unless that is given too: %s', async (name, meant, isProblem) => {
    const { problems, warnings } = await checkApi({ [name]: 'x' });
    const text = `${name}: no app has such a setting: is ${meant} meant?`;
    expect([problems, warnings]).toEqual(isProblem ? [[text], []] : [[], [text]]);
  });

  it('are warned of where they begin as ours do, or are for the other app; what others put there is left alone', async () => {
    const { problems, warnings } = await checkApi({
      REDIS_SOMETHING_ELSE: '1',
      SSH_CHANNELS: '8',
      SSH_CONNECTION: '10.0.0.1 22',
      REDIS_PORT: 'tcp://10.0.0.1:6379',
      REDIS_SERVICE_HOST: '10.0.0.1',
      HOSTNAME: 'pod',
      HOME: '/',
      PATH: '/bin',
      NODE_ENV: 'production',
    });
    expect([problems, warnings]).toEqual([
      [],
      ['REDIS_SOMETHING_ELSE: no app has such a setting', 'SSH_CHANNELS: is for the worker; the api does not read it'],
    ]);
  });
});
