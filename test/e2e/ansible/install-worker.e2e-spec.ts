import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { freePort } from '../../../libs/platform/src/testing/free-port.js';
import { Processes } from '../../support/processes.js';
import { DOMAIN, FOREIGN_ZONE, HOSTS, ZONE as OTHER_ZONE, writeCsvFiles } from '../../support/stack/estate.js';
import { RedisServer } from '../../support/stack/redis-server.js';
import { toldWithLogs } from '../../support/told-with-logs.js';
import { PackedRelease } from '../../support/vm/packed-release.js';
import type { Outcome } from '../../support/vm/playbook.js';
import { UnitFile } from '../../support/vm/unit-file.js';
import { type Variables, Vm } from '../../support/vm/vm.js';

jest.setTimeout(600_000);

const ZONE = FOREIGN_ZONE;
const ODD_TEXT = 'a "b" $HOME `c` \\d';

/** What no output of any run may hold. */
const CANARY = {
  zoneKey: randomBytes(32).toString('hex'),
  auditKey: randomBytes(32).toString('hex'),
  password: `canary-${randomBytes(8).toString('hex')}`,
};

describe('ansible/install-worker.yml, install-api.yml', () => {
  const processes = new Processes();
  const test = toldWithLogs(() => processes);
  const outcomes: Outcome[] = [];
  let folder: string;
  let vm: Vm;
  let redis: RedisServer;
  let release: PackedRelease;
  let variables: Variables;

  const install = async (more: Variables = {}, ...args: string[]): Promise<Outcome> => {
    const outcome = await vm.install('worker', { ...variables, ...more }, args);
    outcomes.push(outcome);
    return outcome;
  };

  /** Throws with all that was printed. */
  const succeed = (outcome: Outcome): Outcome['recap'] => {
    if (outcome.code !== 0) throw new Error(outcome.output);
    return outcome.recap;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'etlaas-e2e-'));
    chmodSync(folder, 0o755);
    release = PackedRelease.pack('worker');
    [vm, redis] = await Promise.all([Vm.start(processes, folder), RedisServer.start(processes, folder)]);
    const csv = writeCsvFiles(folder, { port: 22, user: 'infa', infaHome: '/opt/informatica' });
    const knownHosts = vm.sshd.knownAs(HOSTS.pinned.hostname);
    writeFileSync(join(folder, 'known_hosts.zone'), knownHosts);
    variables = {
      etlaas_settings: {
        WORKER_ZONES: ZONE,
        WORKER_ID: 'vm-1',
        METRICS_PORT: await freePort(),
        LDAP_BIND_DN: ODD_TEXT,
      },
      etlaas_secrets: {
        REDIS_URL: redis.url,
        ZONE_KEYS: `${ZONE}=${CANARY.zoneKey}`,
        AUDIT_KEYS: `one=${CANARY.auditKey}`,
        INFORMATICA_CREDENTIALS: `domain,user,password\n${DOMAIN},svc,${CANARY.password}\n`,
      },
      etlaas_secret_files: {
        SSH_PRIVATE_KEY: join(folder, 'sshd', 'login'),
        SSH_KNOWN_HOSTS: join(folder, 'known_hosts.zone'),
      },
      etlaas_rule_files: { INVENTORY_FILE: csv.inventory, GCR_FILE: csv.gcr, DIRECTORY_FILE: csv.directory },
    };
  });

  afterAll(async () => {
    redis?.close();
    vm?.end();
    await processes.endAll();
    rmSync(folder, { recursive: true, force: true });
  });

  const modeOf = (...path: string[]): string => {
    const { mode, uid, gid } = statSync(vm.at(...path));
    const isOwners = uid === userInfo().uid && vm.account.uid !== uid;
    const owner = isOwners ? 'owner' : uid === vm.account.uid ? 'worker' : uid;
    return `${(mode & 0o7777).toString(8)} ${owner}:${gid === vm.account.gid ? 'worker' : gid}`;
  };

  describe('refuses, and touches nothing', () => {
    test('what is missing or misplaced, all of it at once', async () => {
      const empty = join(folder, 'empty');
      writeFileSync(empty, '\n');
      const { code, output } = await install({
        etlaas_settings: { REDIS_PASSWORD: 'x', AUDIT_DIR: '/tmp' },
        etlaas_secrets: { ZONE_KEYS: '', INFORMATICA_CREDENTIALS: 'x', SSH_PRIVATE_KEY: 'twice' },
        etlaas_secret_files: { SSH_PRIVATE_KEY: join(folder, 'sshd', 'login'), SSH_KNOWN_HOSTS: empty },
        etlaas_rule_files: { INVENTORY_FILE: '/nowhere.csv', GCR_FILE: '' },
        etlaas_root: '/opt/%i',
      });
      expect(code).toBe(2);
      for (const fault of [
        'etlaas_settings lacks WORKER_ZONES, METRICS_PORT',
        `no content and no readable file for these secrets: AUDIT_KEYS, REDIS_URL, SSH_KNOWN_HOSTS in ${empty}, ZONE_KEYS`,
        'in etlaas_secrets and in etlaas_secret_files: SSH_PRIVATE_KEY',
        'no readable file for these of etlaas_rule_files: GCR_FILE, INVENTORY_FILE',
        'being secrets or given by the role: REDIS_PASSWORD, AUDIT_DIR',
        'not absolute paths of letters, digits and . _ -: etlaas_root',
      ]) {
        expect(output).toContain(fault);
      }
      expect(readdirSync(vm.at())).not.toContain('opt');
    });

    test('a Node.js that is too old', async () => {
      const old = join(folder, 'old-node');
      writeFileSync(old, '#!/bin/sh\necho v18.19.0\n', { mode: 0o755 });
      const tooOld = await install({ etlaas_node: old });
      expect(tooOld.code).toBe(2);
      expect(tooOld.output).toContain(`the worker needs Node.js 20.19.0 or newer at ${old}, and there is 18.19.0.`);
      expect(existsSync(vm.at('etc'))).toBe(false);
    });
  });

  test('--check says on a fresh machine what would change, a user that is to be made too, and changes nothing', async () => {
    const account = { etlaas_user: 'etlaas-no-such', etlaas_group: 'etlaas-no-such' };
    const outcome = await install(account, '--check', '--diff');
    expect(succeed(outcome)['changed']).toBeGreaterThan(10);
    expect(outcome.output).toMatch(/Make the user\] \*+\nchanged/);
    expect(readdirSync(vm.at()).filter((name) => name !== 'tmp')).toEqual(['systemd']);
    expect(readdirSync(vm.at('systemd'))).toEqual([]);
  });

  describe('installs', () => {
    let first: Outcome;
    beforeAll(async () => {
      first = await install({}, '-vvv', '--diff');
    });

    it('with changes at first, and says that without systemd nothing was started', () => {
      expect(succeed(first)['changed']).toBeGreaterThan(10);
      expect(first.output).toContain('but nothing was enabled, started or restarted');
    });

    test('with none at the second time', async () => {
      expect(succeed(await install())).toMatchObject({ changed: 0, failed: 0, unreachable: 0 });
    });

    test('again what was changed on the VM, and takes away what is no longer wanted', async () => {
      chmodSync(vm.at('etc', 'secrets', 'ZONE_KEYS'), 0o644);
      writeFileSync(vm.at('etc', 'gcr.csv'), 'edited by hand');
      writeFileSync(vm.at('etc', 'secrets', 'SSH_PASSPHRASE'), 'of a key that was given up');
      // Three files, and the word that the app has to be restarted for the key.
      expect(succeed(await install({}, '--tags', 'configuration'))).toMatchObject({ changed: 4 });
      expect(modeOf('etc', 'secrets', 'ZONE_KEYS')).toBe('640 owner:worker');
      expect(readFileSync(vm.at('etc', 'gcr.csv'), 'utf8')).toContain(DOMAIN);
      expect(existsSync(vm.at('etc', 'secrets', 'SSH_PASSPHRASE'))).toBe(false);
    });

    it('what only root writes and the worker reads', () => {
      const current = readlinkSync(vm.at('opt', 'current'));
      expect(current).toBe(join('releases', release.name));
      for (const path of [
        'opt',
        'opt/releases',
        `opt/${current}`,
        `opt/${current}/dist/programs`,
        'etc',
        'etc/secrets',
      ])
        expect([path, modeOf(path)]).toEqual([path, '750 owner:worker']);
      for (const path of ['opt/current/package.json', 'opt/current/dist/programs/worker.js', 'etc/settings.env'])
        expect([path, modeOf(path)]).toEqual([path, '640 owner:worker']);
      expect(['state', 'state/audit'].map((path) => modeOf(path))).toEqual(['700 worker:worker', '700 worker:worker']);
    });

    it('secrets as files of 0640, each as it was given', () => {
      const names = [
        'AUDIT_KEYS',
        'INFORMATICA_CREDENTIALS',
        'REDIS_URL',
        'SSH_KNOWN_HOSTS',
        'SSH_PRIVATE_KEY',
        'ZONE_KEYS',
      ];
      expect(readdirSync(vm.at('etc', 'secrets')).sort()).toEqual(names);
      for (const name of names) expect(modeOf('etc', 'secrets', name)).toBe('640 owner:worker');
      const secret = (name: string) => readFileSync(vm.at('etc', 'secrets', name), 'utf8');
      expect(secret('SSH_PRIVATE_KEY')).toBe(vm.sshd.privateKey);
      expect(secret('ZONE_KEYS').trimEnd()).toBe(`${ZONE}=${CANARY.zoneKey}`);
      expect(readFileSync(vm.at('etc', 'settings.env'), 'utf8')).not.toMatch(CANARY.zoneKey);
    });

    it('the files that the ansible transport runs, and nothing else of that folder', () => {
      const others = /^(README\.md|install-\w+\.yml|roles|examples)(\/|$)/;
      const wanted = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '.'], {
        cwd: 'ansible',
        encoding: 'utf8',
      });
      const files = wanted.split('\n').filter((file) => file !== '' && !others.test(file));
      expect(release.files.filter((file) => file.startsWith('ansible/'))).toEqual(
        files.map((file) => `ansible/${file}`),
      );
      expect(JSON.parse(readFileSync(vm.at('opt', 'current', 'package.json'), 'utf8'))).toMatchObject({
        version: release.name,
      });
      for (const file of release.files) expect(existsSync(vm.at('opt', 'current', file))).toBe(true);
    });

    test('a worker that starts as the unit says, under its own user, and ends at SIGTERM', async () => {
      const worker = processes.start(new UnitFile(vm.at('systemd', 'etlaas-worker.service')).plan('installed worker'));
      await worker.becomes('is ready', () => worker.log.includes('worker ready'));
      expect(statSync(`/proc/${worker.pid}`).uid).toBe(vm.account.uid);
      expect(readlinkSync(`/proc/${worker.pid}/cwd`)).toBe(vm.at('opt', 'releases', release.name));
      expect(readFileSync(`/proc/${worker.pid}/environ`, 'utf8').split('\0')).toContain(`LDAP_BIND_DN=${ODD_TEXT}`);
      expect(await redis.dump()).toContain(`"zone":"${ZONE}"`);
      const [segment = ''] = readdirSync(vm.at('state', 'audit'));
      expect(segment).toMatch(/^worker-vm-1~[0-9a-f]{16}~000000000001\.jsonl$/);
      expect(modeOf('state', 'audit', segment)).toBe('600 worker:worker');
      expect(await worker.end()).toEqual({ code: 0, signal: null });
    });

    test('a later release beside the one that runs, and goes back', async () => {
      const later = release.as('9.9.9-00000000', folder);
      succeed(await install({ etlaas_archive: later.archive }, '--tags', 'release'));
      expect(readlinkSync(vm.at('opt', 'current'))).toBe(join('releases', later.name));
      expect(existsSync(vm.at('opt', 'releases', release.name, 'package.json'))).toBe(true);
      const unknown = await install({ etlaas_release: '0.0.0-none' }, '--tags', 'release');
      expect(unknown.output).toContain(`on this machine, but ${release.name}, ${later.name}.`);
      const back = await install({ etlaas_release: release.name }, '--tags', 'release');
      expect(succeed(back)).toMatchObject({ changed: 1 });
      expect(readlinkSync(vm.at('opt', 'current'))).toBe(join('releases', release.name));
    });

    it('and prints no secret, how much it may say', () => {
      const key = vm.sshd.privateKey.split('\n')[2] ?? '';
      expect(key.length).toBeGreaterThan(30);
      const printed = outcomes.map(({ output }) => output).join('\n');
      expect(printed).toContain('Write the secrets that are contents');
      for (const secret of [...Object.values(CANARY), redis.url, key]) expect(printed.includes(secret)).toBe(false);
    });
  });

  for (const app of ['api', 'worker']) {
    test(`passes --syntax-check with the inventory of the example: ${app}`, async () => {
      const args = ['--syntax-check', '--inventory', 'ansible/examples/inventory.yml'];
      expect(succeed(await vm.playbook.run(`install-${app}.yml`, args))).toEqual({});
    });
  }

  test('installs the API by the same role, which starts as its unit says, with the files that browsers ask for', async () => {
    PackedRelease.pack('api');
    const port = await freePort();
    const issuer = 'https://idp.bank.test';
    const settings = {
      OIDC_ISSUER: issuer,
      OIDC_JWKS_URI: issuer,
      OIDC_AUDIENCE: 'etlaas',
      PORT: port,
      METRICS_PORT: await freePort(),
      DRAIN_NOTICE_MS: 0,
      API_ID: 'vm-1',
    };
    const { REDIS_URL, AUDIT_KEYS } = variables['etlaas_secrets'] as Variables;
    // The API wants a key of each zone in the inventory.
    const ZONE_KEYS = [ZONE, OTHER_ZONE].map((zone) => `${zone}=${CANARY.zoneKey}`).join(',');
    const secrets = { REDIS_URL, ZONE_KEYS, AUDIT_KEYS };
    const own = { ...variables, etlaas_settings: settings, etlaas_secrets: secrets, etlaas_secret_files: {} };
    succeed(await vm.install('api', own));
    const api = processes.start(new UnitFile(vm.at('systemd', 'etlaas-api.service')).plan('installed API'));
    await api.becomes('is ready', () => api.log.includes('api ready'));
    const [page, script] = await Promise.all(
      ['docs/', 'docs/swagger-ui-bundle.js'].map((path) => fetch(`http://127.0.0.1:${port}/${path}`)),
    );
    expect([page?.status, script?.status]).toEqual([200, 200]);
    expect(await api.end()).toEqual({ code: 0, signal: null });
  });

  it('puts the shipped unit there, with the names of the site', () => {
    const installed = readFileSync(vm.at('systemd', 'etlaas-worker.service'), 'utf8');
    const renamed = installed
      .replaceAll(vm.at('opt'), '/opt/etlaas-worker')
      .replaceAll(vm.at('etc'), '/etc/etlaas-worker')
      .replaceAll(vm.at('state'), '/var/lib/etlaas-worker')
      .replaceAll(process.execPath, '/usr/bin/node')
      .replaceAll(/^(User|Group)=.*$/gm, '$1=etlaas-worker');
    expect(renamed).toBe(readFileSync('deploy/vm/etlaas-worker.service', 'utf8'));
  });
});
