import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { freePort } from '../../../libs/platform/src/testing/free-port.js';
import { type Answer, ApiClient } from '../../support/api-client.js';
import { Processes, type Running } from '../../support/processes.js';
import { CLIENTS, hasPlayed, launchSandbox, runBuilt, startSandbox, stateFolder } from '../../support/sandbox.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(120_000);

const MAIN = 'sandbox';
const TOKEN = 'token';
const READY = /Ready \d+\.\d s after the start/;

const processes = new Processes();
const ports: number[] = [];
const newPort = async () => {
  const port = await freePort();
  ports.push(port);
  return port;
};

afterAll(async () => {
  await processes.endAll();
  for (const port of ports) rmSync(stateFolder(port), { recursive: true, force: true });
});

/** The processes that a process started, and those that they started. */
function descendantsOf(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const children = pairs.filter(([, parent]) => parent === pid).map(([child = 0]) => child);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Every port of a running sandbox: api, provider, Redis, SSH hosts. */
function portsOf(port: number): number[] {
  const read = (file: string) => readFileSync(join(stateFolder(port), file), 'utf8');
  const issuer = (JSON.parse(read('sandbox.json')) as { issuer: string }).issuer;
  const [, redis = ''] = /port=(\d+)/.exec(read('redis.log')) ?? [];
  const [header = '', ...hosts] = read('IFARCRSERVER.csv').trim().split('\n');
  const column = header.split(',').indexOf('port');
  return [port, Number(new URL(issuer).port), Number(redis), ...hosts.map((row) => Number(row.split(',')[column]))];
}

describe('settings', () => {
  it('a port in use: names PORT and the port, and exits 1', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as { port: number };
    const { code, stderr } = await runBuilt(MAIN, { PORT: String(port) });
    holder.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`Port ${port} is in use.*PORT=`, 's'));
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(stateFolder(port))).toBe(false);
  });

  it.each([
    ['PORT', { PORT: 'http' }, []],
    ['PORT', { PORT: '70000' }, []],
    ['SANDBOX_DELAY_SCALE', { PORT: '1', SANDBOX_DELAY_SCALE: 'fast' }, []],
    ['--once', { PORT: '1' }, ['--twice']],
    ['REDIS_URL', { REDIS_URL: 'redis://127.0.0.1:1' }, []],
  ])('a wrong %s: says so and exits 1', async (name, env, args) => {
    const { code, stderr } = await runBuilt(MAIN, { PORT: String(await newPort()), ...env }, ...args);
    expect([code, stderr]).toEqual([1, expect.stringContaining(name)]);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('--once', () => {
  it('plays the tour, leaves nothing that listens and exits 0', async () => {
    const port = await newPort();
    const { code, stdout, stderr } = await runBuilt(MAIN, { PORT: String(port), SANDBOX_DELAY_SCALE: '0' }, '--once');
    expect([code, stderr]).toEqual([0, '']);
    for (const step of [
      /1\. List the Integration Services/,
      /2\. Stop INT_MAE_D02/,
      /3\. See/,
      /4\. Start INT_MAE_D02/,
    ]) {
      expect(stdout).toMatch(step);
    }
    expect(stdout).toMatch(/INT_MAE_D02 +no +no/);
    expect(stdout).not.toContain('\x1b[');
    expect(await listens(port)).toBe(false);
  });
});

describe('a running sandbox', () => {
  let port: number;
  let sandbox: Running;
  let saidReady: { log: string; health: Answer };

  beforeAll(async () => {
    port = await newPort();
    sandbox = launchSandbox(processes, port);
    await sandbox.becomes('says ready', () => READY.test(sandbox.log));
    const { log } = sandbox;
    saidReady = { log, health: await new ApiClient(port).get('/health/ready') };
    await hasPlayed(sandbox);
  });

  it('says ready when it is: both zones have a worker, before the tour', () => {
    const { log, health } = saidReady;
    expect(log).not.toContain('The tour is over');
    expect(sandbox.log.search(READY)).toBeLessThan(sandbox.log.indexOf('1. List the Integration Services'));
    expect(sandbox.log).toContain(`Swagger UI   http://localhost:${port}/docs`);
    expect(health.status).toBe(200);
    expect(health.body['zones']).toEqual(['docker', 'vm'].map((zone) => expect.objectContaining({ zone, workers: 1 })));
  });

  it.each(CLIENTS)('gives the token of %s, and prints nothing else', async (client) => {
    const { code, stdout, stderr } = await runBuilt(TOKEN, { PORT: String(port) }, client);
    const [, claims = ''] = stdout.split('.');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ client_id: client, aud: 'etlaas' });
  });

  it.each([[[]], [['nobody']], [['alice']], [['mae-batch', 'more']]])('gives no token for %j', async (args) => {
    const { code, stdout, stderr } = await runBuilt(TOKEN, { PORT: String(port) }, ...args);
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining('mae-batch | rcr-batch')]);
  });

  it.each([
    ['DOM_MAE_D01', 'Development', 'docker'],
    ['DOM_RCR_P01', 'production', 'vm'],
  ])('is well by its doctor: %s, by the worker of its zone', async (domain, environment, zone) => {
    const { code, stdout, stderr } = await runBuilt('doctor', { PORT: String(port) }, domain, environment);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`${zone} is served by this worker`);
    expect(stdout.match(/^ {2}ok /gm)).toHaveLength(11);
  });

  it('leaves word of it for nobody else, and no key in it', () => {
    const file = join(stateFolder(port), 'sandbox.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toMatch(/PRIVATE KEY|[0-9a-f]{64}/);
  });

  it.each([[[]], [['DOM_MAE_D01']], [['DOM_MAE_D01', 'Nowhere']], [['DOM_MAE_D01', 'Development', 'a', 'b']]])(
    'tells how its doctor is asked, for %j',
    async (args) => {
      const { code, stdout, stderr } = await runBuilt('doctor', { PORT: String(port) }, ...args);
      expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining('npm run doctor -- <domain>')]);
    },
  );

  it('ends every child by SIGINT; nothing listens afterwards; exit 0', async () => {
    const children = descendantsOf(sandbox.pid);
    const open = portsOf(port);
    expect(await Promise.all(open.map(listens))).toEqual([true, true, true, true, true]);
    expect(children.length).toBeGreaterThanOrEqual(5);
    sandbox.signal('SIGINT');
    expect(await sandbox.ended).toEqual({ code: 0, signal: null });
    expect(children.filter(isAlive)).toEqual([]);
    expect(await Promise.all(open.map(listens))).toEqual([false, false, false, false, false]);
  });

  it('gives no token any more, and says which port was asked', async () => {
    const { code, stdout, stderr } = await runBuilt(TOKEN, { PORT: String(port) }, 'mae-batch');
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining(String(port))]);
  });
});

describe('an end that nobody asked for', () => {
  it('kill -9 of the sandbox takes its children with it', async () => {
    const port = await newPort();
    const sandbox = await startSandbox(processes, port);
    const children = descendantsOf(sandbox.pid);
    await sandbox.kill();
    await waitUntil('all children have ended', () => children.every((pid) => !isAlive(pid)));
    expect(await listens(port)).toBe(false);
  });

  it('a child that dies ends it all, with exit 1 and the reason', async () => {
    const port = await newPort();
    const sandbox = await startSandbox(processes, port);
    const [first = ''] = readFileSync(join(stateFolder(port), 'worker-vm.log'), 'utf8').split('\n');
    const { pid } = JSON.parse(first) as { pid: number };
    process.kill(pid, 'SIGKILL');
    expect(await sandbox.ended).toEqual({ code: 1, signal: null });
    expect(sandbox.log).toMatch(/worker-vm ended \(SIGKILL\)/);
    expect(await listens(port)).toBe(false);
  });
});

describe('install-informatica', () => {
  it.each([[['--domain', 'DOM_X', '--home', '/nowhere']], [['--domain', 'DOM_RCR_P01']]])(
    'refuses %j',
    async (args) => {
      const { code, stderr } = await runBuilt('install-informatica', {}, ...args);
      expect([code, stderr]).toEqual([2, expect.stringContaining('usage:')]);
    },
  );
});
