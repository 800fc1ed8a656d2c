import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { freePort } from '../../../libs/platform/src/testing/free-port.js';
import { type Container, whyNoContainers } from '../../support/docker/container.js';
import { Dockerfile } from '../../support/docker/dockerfile.js';
import { ImageTree } from '../../support/docker/image-tree.js';
import { PlayedCompose } from '../../support/docker/played-compose.js';
import { Processes } from '../../support/processes.js';
import { DOMAIN, FOREIGN, HOSTS, SERVICE, writeCsvFiles } from '../../support/stack/estate.js';
import { findHostUser } from '../../support/stack/host-user.js';
import { Informatica } from '../../support/stack/informatica.js';
import { AUDIENCE, Issuer } from '../../support/stack/issuer.js';
import { JobsClient } from '../../support/stack/jobs-client.js';
import { foreignRoutes, routes } from '../../support/stack/routes.js';
import { Sshd } from '../../support/stack/sshd.js';
import { makeFolder } from '../../support/stack/stack.js';
import { toldWithLogs } from '../../support/told-with-logs.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(180_000);

const WITHIN_MS = 30_000;
const SERVICES = ['api', 'worker-docker', 'worker-vm'] as const;
const MIB = 1024 * 1024;

describe('the files that the Dockerfile puts over its base', () => {
  const folder = makeFolder();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['api', 30],
    ['worker', 27],
  ])('of %s: programs and pages, less than %d MiB', (target, limit) => {
    const tree = ImageTree.build(Dockerfile.read('deploy/docker/Dockerfile'), target, join(folder, target));
    const { files, bytes } = tree.filesOf('/app');
    expect(bytes).toBeLessThan(limit * MIB);
    expect(files).toEqual(expect.arrayContaining(['package.json', `dist/programs/${target}.js`]));
    const packages = files.filter((file) => file.startsWith('node_modules/')).map((file) => file.split('/')[1]);
    expect([...new Set(packages)]).toEqual(target === 'api' ? ['@bull-board', 'swagger-ui-dist'] : []);
  });
});

const why = whyNoContainers();

const NAME = 'compose.yaml, its images started as 10001 in a tree that is read-only';

/** With namespaces of mounts and processes of their own. Where they cannot be had, there is nothing to start them in. */
(why ? describe.skip : describe)(why ? `${NAME}; not here: ${why}` : NAME, () => {
  const processes = new Processes();
  const test = toldWithLogs(() => processes);
  const folder = makeFolder();
  let played: PlayedCompose;
  let issuer: Issuer;
  let hosts: { docker: Informatica; vm: Informatica };
  let api: JobsClient;
  let redisPort: number;
  let apiPort: number;

  beforeAll(async () => {
    mkdirSync(join(folder, 'sshd'));
    issuer = await Issuer.start();
    [redisPort, apiPort] = [await freePort(), await freePort()];
    const user = findHostUser();
    const sshd = await Sshd.start(processes, user, join(folder, 'sshd'));
    const install = (name: string, domain: string) =>
      Informatica.install(join(folder, name), domain, 'not-searched-for');
    hosts = { docker: install('informatica', DOMAIN), vm: install('informatica-vm', FOREIGN.domain) };
    const variables = { ETLAAS_VERSION: '0.1.0', OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: AUDIENCE };
    played = new PlayedCompose(processes, folder, variables);
    const login = { port: sshd.port, user: user.name };
    const onDocker = { ...login, infaHome: hosts.docker.home };
    writeCsvFiles(join(played.project, 'config'), onDocker, { ...login, infaHome: hosts.vm.home });
    const secretsOf = (hostname: string, informatica: Informatica) => ({
      ssh_private_key: sshd.privateKey,
      ssh_known_hosts: sshd.knownAs(hostname),
      informatica_credentials: informatica.credentials,
    });
    played.makeSecrets({
      'worker-docker': secretsOf(HOSTS.pinned.hostname, hosts.docker),
      'worker-vm': secretsOf(FOREIGN.hostname, hosts.vm),
    });
    await startAll();
  });

  afterAll(async () => {
    await played?.remove();
    await processes.endAll();
    await issuer?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Of what compose.yaml says only where the others are, and what a laptop has no room for. */
  const startAll = async () => {
    const redis = played.startRedis(redisPort);
    await redis.becomes('answers', () => asHealth(async (client) => (await client.ping()) === 'PONG'));
    const ownPort = async () => ({ METRICS_PORT: String(await freePort()) });
    const here = {
      REDIS_URL: `redis://127.0.0.1:${redisPort}`,
      AUDIT_BALLAST_BYTES: '0',
      AUDIT_MIN_FREE_BYTES: '0',
    };
    const forApi = { PORT: String(apiPort), HOST: '127.0.0.1', OIDC_JWKS_URI: `${issuer.url}/jwks` };
    for (const name of SERVICES) played.start(name, { ...here, ...(await ownPort()), ...(name === 'api' && forApi) });
    await Promise.all(
      SERVICES.map((name) =>
        container(name).running.becomes('is ready', () => container(name).running.log.includes('ready"')),
      ),
    );
    api = new JobsClient(`http://127.0.0.1:${apiPort}`, issuer);
    await api.readDocument();
  };

  const container = (name: string): Container => played.container(name);

  /** As the health check of Redis in compose.yaml signs in. */
  const asHealth = async <T>(work: (client: Redis) => Promise<T>): Promise<T> => {
    const login = { username: 'health', password: 'none', disableClientInfo: true, enableReadyCheck: false };
    const client = new Redis(redisPort, '127.0.0.1', { ...login, retryStrategy: () => null });
    client.on('error', () => undefined);
    return work(client).finally(() => client.disconnect());
  };

  test('each is its own user without any right, and can write to nothing but its audit volume and /tmp', async () => {
    for (const name of SERVICES) {
      const [app = 0] = container(name).children;
      const status = readFileSync(`/proc/${app}/status`, 'utf8');
      expect(status).toMatch(/^Uid:\t10001\t10001\t10001\t10001$/m);
      expect(status).toMatch(/^Gid:\t10001\t10001\t10001\t10001$/m);
      for (const right of ['CapEff:\t0000000000000000', 'CapBnd:\t0000000000000000', 'NoNewPrivs:\t1'])
        expect(status).toContain(right);
      const touch = (path: string) => container(name).execute(['/usr/bin/touch', `${path}/x`], { isRoot: true });
      for (const path of ['/', '/app', '/app/dist/programs', '/etc/etlaas/config', '/var/lib/etlaas'])
        expect(touch(path)).toMatchObject({ code: 1, output: expect.stringContaining('Read-only file system') });
      for (const path of ['/tmp', '/var/lib/etlaas/audit'])
        expect(container(name).execute(['/usr/bin/touch', `${path}/x`])).toEqual({ code: 0, output: '' });
    }
  });

  test('each is well as its HEALTHCHECK says, and is not where nobody answers', async () => {
    for (const name of SERVICES) {
      const check = (env: Record<string, string> = {}) => container(name).execute(played.healthCheckOf(name), { env });
      expect(check()).toEqual({ code: 0, output: '' });
      const nowhere = check({ METRICS_PORT: String(await freePort()) });
      expect(nowhere).toEqual({ code: 1, output: 'The app does not answer (ECONNREFUSED).\n' });
    }
  });

  test('who looks whether Redis is well may do nothing else there', () =>
    asHealth(async (client) => {
      expect(await client.ping()).toBe('PONG');
      await expect(client.get('etlaas:jobs')).rejects.toThrow(/NOPERM/);
    }));

  test('pages have all their files', async () => {
    const pages = ['/docs', '/queues', '/ops'];
    const headers = { authorization: `Bearer ${await issuer.tokenFor('ops')}` };
    for (const page of pages) {
      const html = await (await fetch(`${api.origin}${page}`, { headers })).text();
      const base = /<base href="([^"]+)"/.exec(html)?.[1] ?? page;
      const links = [...html.matchAll(/(?:src|href)="([^":]+\.(?:js|css|png|svg|ico))"/g)].map(([, link = '']) => link);
      expect([page, links.length > 1]).toEqual([page, true]);
      for (const link of links) {
        const { status } = await fetch(new URL(link, `${api.origin}${base}`), { headers });
        expect([page, link, status]).toEqual([page, link, 200]);
      }
    }
  });

  test('a job is done by SSH and one by Ansible', async () => {
    const read = await api.run('GET', routes.service(SERVICE));
    expect(read).toMatchObject({ status: 'succeeded' });
    const stop = await api.run('POST', foreignRoutes.change('stop'), { as: 'neighbour' });
    expect(stop).toMatchObject({ status: 'succeeded', result: { changed: true } });
    expect(hosts.vm.count('DisableService', 'effect')).toBe(1);
  });

  test('who lost his parent is buried by process 1', async () => {
    const worker = container('worker-vm');
    const before = worker.children;
    worker.execute(['/bin/sh', '-c', 'sleep 600 >&- 2>&- & exit 0']);
    const [orphan = 0, ...more] = worker.children.filter((pid) => !before.includes(pid));
    expect([orphan > 0, more]).toEqual([true, []]);
    process.kill(orphan, 'SIGKILL');
    await waitUntil('it is gone, and no zombie stays', () => !worker.children.includes(orphan));
  });

  test('SIGTERM ends each with 0 in time, and what was begun comes to its end', async () => {
    hosts.docker.behave({ program: 'infacmd', command: 'DisableService', does: 'slow', ms: 2_000 });
    const { id } = await api.submit('POST', routes.change(SERVICE, 'stop'));
    await waitUntil('the stop runs', () => hosts.docker.count('DisableService', 'start') === 1);
    const began = performance.now();
    const ends = ['worker-docker', 'worker-vm'].map((name) => container(name).stop());
    expect(await Promise.all(ends)).toEqual([
      { code: 0, signal: null },
      { code: 0, signal: null },
    ]);
    expect(await api.read(id)).toMatchObject({ status: 'succeeded' });
    expect(await container('api').stop()).toEqual({ code: 0, signal: null });
    expect(performance.now() - began).toBeLessThan(WITHIN_MS);
  });

  test('and each has left its records in its volume, and nothing in its tree', async () => {
    for (const name of SERVICES) {
      const volume = played.volume(`${name}-audit`);
      const records = readdirSync(volume).filter((file) => file.endsWith('.jsonl'));
      expect(records).toEqual([
        expect.stringMatching(new RegExp(`^${name === 'api' ? 'api-api-1' : `worker-${name}-1`}~`)),
      ]);
      for (const file of records) expect(statSync(join(volume, file))).toMatchObject({ uid: 10_001, mode: 0o100600 });
      const tree = played.trees.get(name);
      expect(tree?.filesOf('/var').files).toEqual([]);
      expect(tree?.filesOf('/app').files.filter((file) => file.includes('__pycache__'))).toEqual([]);
    }
    expect(processes.everything).not.toMatch(/EROFS|EACCES|read-only file system/i);
    for (const secret of ['redis/api', 'redis/worker-vm', 'api/zone_keys', 'api/audit_keys'])
      expect(processes.everything.includes(played.secret(secret))).toBe(false);
  });
});
