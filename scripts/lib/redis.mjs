import { mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, inCache } from './paths.mjs';
import { run } from './run.mjs';

/** Debian's packages of the server and its libraries. */
const UNPACKED = ['redis-tools', 'libjemalloc2', 'liblzf1', 'libatomic1'];

/** Where the sandbox and the tests find a server, wherever it came from. */
const command = () => inCache('bin', 'redis-server');

const unpackedServer = () => inCache('redis', 'redis-server');

/** Debian's redis-tools has the whole server under the name redis-check-rdb; called as redis-server it serves. */
const findServer = () =>
  [...['redis-server', 'valkey-server', 'redis-check-rdb'].map(findProgram), findUnpacked()].find(Boolean);

function findUnpacked() {
  try {
    readlinkSync(join(inCache('redis'), 'named', 'redis-server'));
    return unpackedServer();
  } catch {
    return undefined;
  }
}

/** Whether a Redis is there; if it is a program, `.cache/bin/redis-server` leads to it afterwards. */
export function hasRedis() {
  if (process.env.REDIS_URL) return true;
  const server = findServer();
  if (server) leadTo(server);
  return server !== undefined;
}

function leadTo(server) {
  try {
    if (readlinkSync(command()) === server) return;
  } catch {
    // Not there yet.
  }
  mkdirSync(inCache('bin'), { recursive: true });
  // By rename, because another start may be about to run it.
  const draft = `${command()}.${process.pid}`;
  symlinkSync(server, draft);
  renameSync(draft, command());
}

/** For people who may not install packages: Debian's are fetched and unpacked into .cache. Needs apt's lists. */
export async function unpackRedis() {
  const folder = inCache('redis');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'named'), { recursive: true });
  await run('apt-get', ['download', ...UNPACKED], { cwd: folder });
  const archives = readdirSync(folder).filter((name) => name.endsWith('.deb'));
  for (const archive of archives) await run('dpkg', ['-x', archive, '.'], { cwd: folder });
  const libraries = readdirSync(join(folder, 'usr', 'lib')).map((name) => join(folder, 'usr', 'lib', name));
  writeFileSync(unpackedServer(), launcher(libraries.join(':'), join(folder, 'named', 'redis-server')), {
    mode: 0o755,
  });
  symlinkSync(join(folder, 'usr', 'bin', 'redis-check-rdb'), join(folder, 'named', 'redis-server'));
}

const quoted = (word) => `'${word.replaceAll("'", "'\\''")}'`;

const launcher = (libraries, server) => `#!/bin/sh\nLD_LIBRARY_PATH=${quoted(libraries)} exec ${quoted(server)} "$@"\n`;
