import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest } from '@jest/globals';
import { runBuilt } from '../../support/sandbox.js';
import type { Settings } from '../../support/stack/apps.js';
import { DOMAIN, HOSTS } from '../../support/stack/estate.js';
import { Sshd } from '../../support/stack/sshd.js';
import { useStack } from '../../support/stack/use-stack.js';

jest.setTimeout(180_000);

const ALL = [
  'settings',
  'name',
  'zone',
  'Redis',
  'TCP',
  'host key',
  'login',
  'shell',
  'INFA_HOME',
  'programs',
  'Informatica',
];
const SHOWN =
  /^ {2}(ok|failed|not tried) +(settings|name|zone|Redis|TCP|host key|login|shell|INFA_HOME|programs|Informatica) {2}/gm;
const PASSWORD = 'nobody-may-read-this';

/** What the doctor prints, and its states by check. */
interface Said {
  code: number;
  stdout: string;
  states: Record<string, string>;
}

describe('npm run doctor', () => {
  const { stack, test } = useStack({ password: PASSWORD });
  let jump: Sshd;

  beforeAll(async () => {
    const folder = join(stack().parts.folder, 'jump');
    mkdirSync(folder);
    jump = await Sshd.start(stack().processes, stack().user, folder);
    copyFileSync(join(stack().parts.sshd.folder, 'authorized_keys'), join(folder, 'authorized_keys'));
  });

  /** The environment of the worker that runs, with some settings of the doctor's own. */
  async function ask(more: Settings = {}, environment = 'Development', domain = DOMAIN): Promise<Said> {
    const env = { ...stack().apps.workerEnvironment('doctor'), ...more };
    const { code, stdout, stderr } = await runBuilt('doctor', env, domain, environment);
    expect(stderr).toBe('');
    expect(stdout).not.toContain('\u001b');
    for (const secret of [PASSWORD, stack().parts.informatica.technical.encryptedPassword]) {
      expect(stdout).not.toContain(secret);
    }
    return {
      code,
      stdout,
      states: Object.fromEntries([...stdout.matchAll(SHOWN)].map(([, state, name]) => [name, state])),
    };
  }

  /** Everything before the check is well, it fails, and nothing after it is tried but what does not need it. */
  function expectFault({ code, states, stdout }: Said, name: string, next: RegExp): void {
    const at = ALL.indexOf(name);
    const expected = ALL.map((each, index) => [each, index < at ? 'ok' : index === at ? 'failed' : 'not tried']);
    expect(states).toEqual(Object.fromEntries(expected));
    expect(code).toBe(1);
    expect(stdout.split('→ ')[1]).toMatch(next);
  }

  /** An inventory with some text of the usual one exchanged. */
  function inventoryWith(from: string | RegExp, to: string): Settings {
    const { INVENTORY_FILE = '' } = stack().apps.workerEnvironment('doctor');
    const path = join(stack().parts.folder, 'other-inventory.csv');
    writeFileSync(path, readFileSync(INVENTORY_FILE, 'utf8').replaceAll(from, to));
    return { INVENTORY_FILE: path };
  }

  /** The column stands last. */
  const gatewayIs = (gateway: string): Settings => {
    const { home } = stack().parts.informatica;
    inventoryWith(/^(hostname,.*)$/gm, '$1,gateway');
    const path = join(stack().parts.folder, 'other-inventory.csv');
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(new RegExp(`(${home})$`, 'gm'), `$1,${gateway}`));
    return { INVENTORY_FILE: path };
  };

  const pinning = (lines: string): Settings => {
    const path = join(stack().parts.folder, 'other-known-hosts');
    writeFileSync(path, lines);
    return { SSH_KNOWN_HOSTS_FILE: path };
  };

  test('a host that is well: each step says what it found', async () => {
    const { code, states, stdout } = await ask();
    expect(states).toEqual(Object.fromEntries(ALL.map((name) => [name, 'ok'])));
    expect(code).toBe(0);
    expect(stdout).toMatch(/Redis .*worker worker since 20.*, transport ssh, version \d/);
    expect(stdout).toMatch(/infacmd\.sh 10\.1\.1; pmrep 10\.1\.1 HotFix2; pmcmd 10\.1\.1 HotFix2; timeout/);
  });

  test('an unknown domain', async () => {
    expectFault(await ask({}, 'Development', 'DOM_NOWHERE'), 'name', new RegExp(DOMAIN));
  });

  test('a zone without a worker: the way to the host is looked at all the same', async () => {
    const { states, code } = await ask({ REDIS_PREFIX: 'nobody-here' });
    expect(states).toEqual({ ...Object.fromEntries(ALL.map((name) => [name, 'ok'])), Redis: 'failed' });
    expect(code).toBe(1);
  });

  test('a closed port', async () => {
    const { port } = stack().parts.sshd;
    expectFault(
      await ask(inventoryWith(`127.0.0.1,${port},`, '127.0.0.1,1,')),
      'TCP',
      /Nothing listens on 127\.0\.0\.1:1/,
    );
  });

  test('a host that takes connections and says nothing', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    silent.unref();
    const pins = stack().parts.sshd.knownAs(HOSTS.pinned.hostname).replace(/:\d+ /, `:${port} `);
    const said = await ask({ ...inventoryWith(`,${stack().parts.sshd.port},`, `,${port},`), ...pinning(pins) });
    silent.close();
    expectFault(said, 'host key', /sshd there is overloaded/);
  });

  test('a host key that is wrongly pinned, with both fingerprints', async () => {
    const said = await ask({}, HOSTS.wronglyPinned.environment);
    expectFault(said, 'host key', /Ask its owner/);
    expect(said.stdout).toMatch(/shows SHA256:\S{43}; pinned is SHA256:\S{43}/);
  });

  test('a host key that is not pinned, with the name to pin it by', async () => {
    const name = `[${HOSTS.notPinned.hostname}]:${stack().parts.sshd.port}`;
    expectFault(await ask({}, HOSTS.notPinned.environment), 'host key', new RegExp(name.replace('[', '\\[')));
  });

  test('a key that the host does not let in', async () => {
    const said = await ask({ SSH_PRIVATE_KEY_FILE: join(stack().parts.sshd.folder, 'other') });
    expectFault(said, 'login', /authorized_keys/);
  });

  test('no INFA_HOME', async () => {
    const said = await ask(inventoryWith(stack().parts.informatica.home, '/nowhere/informatica'));
    expectFault(said, 'INFA_HOME', /infa_home/);
  });

  test('a technical user that Informatica refuses', async () => {
    const path = join(stack().parts.folder, 'other-credentials.csv');
    writeFileSync(path, `domain,user,password\n${DOMAIN},nobody,nothing\n`);
    expectFault(await ask({ INFORMATICA_CREDENTIALS_FILE: path }), 'Informatica', /pmpasswd/);
  });

  test('the gateway of the inventory: the right one, and one that is not of this domain', async () => {
    const domains = readFileSync(join(stack().parts.informatica.home, 'domains.infa'), 'utf8');
    const [, host = '', port = ''] = /<host>(.*)<\/host>\s*<port>(.*)<\/port>/.exec(domains) ?? [];
    const { code } = await ask(gatewayIs(`${host}:${port}`));
    expect(code).toBe(0);
    expectFault(await ask(gatewayIs('elsewhere.test.socgen:6005')), 'Informatica', /gateway/);
  });

  describe('through a jump host', () => {
    const pins = () => stack().parts.sshd.knownAs(HOSTS.pinned.hostname);
    const through = (port = jump.port): Settings => ({ HOST_JUMP: `${stack().user.name}@localhost:${port}` });

    test('a host that is well, by every step', async () => {
      const { code, states, stdout } = await ask({ ...through(), ...pinning(pins() + jump.knownAs('localhost')) });
      expect(states).toEqual(Object.fromEntries(ALL.map((name) => [name, 'ok'])));
      expect(code).toBe(0);
      expect(stdout).toContain(`through the jump host localhost:${jump.port}`);
    });

    test('a jump host with another key is refused', async () => {
      const said = await ask({ ...through(), ...pinning(pins() + jump.wronglyKnownAs('localhost')) });
      expectFault(said, 'TCP', /Pin the host key of localhost/);
      expect(said.stdout).toContain('localhost (the jump host of etl-mae-d01.test.socgen) showed a host key');
    });

    test('a jump host that is down is named', async () => {
      const said = await ask({
        ...through(1),
        ...pinning(`${pins()}${jump.knownAs('localhost').replace(/:\d+ /, ':1 ')}`),
      });
      expectFault(said, 'TCP', /sshd runs on localhost:1/);
      expect(said.stdout).toContain('localhost (the jump host of etl-mae-d01.test.socgen) cannot be reached');
    });
  });
});
