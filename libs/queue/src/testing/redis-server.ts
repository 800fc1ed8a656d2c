import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** A real Redis on a socket of its own, for one spec file. */
export class RedisServer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /**
   * With `more` on its command line. Debian's redis-tools have the whole server inside redis-check-rdb: it looks at the
   * name it is called by.
   */
  static async start(...more: string[]): Promise<RedisServer> {
    const folder = mkdtempSync(join(tmpdir(), 'etlaas-redis-'));
    const args = ['--port', '0', '--unixsocket', join(folder, 'redis.sock'), '--save', '', '--dir', folder];
    return RedisServer.run(folder, [...args, ...more]);
  }

  /** A Sentinel with these lines in its configuration, into which it writes whom it meets. */
  static async startSentinel(...lines: string[]): Promise<RedisServer> {
    const folder = mkdtempSync(join(tmpdir(), 'etlaas-sentinel-'));
    const configuration = join(folder, 'sentinel.conf');
    writeFileSync(
      configuration,
      ['port 0', `unixsocket ${folder}/redis.sock`, `dir ${folder}`, ...lines, ''].join('\n'),
    );
    return RedisServer.run(folder, [configuration, '--sentinel']);
  }

  private static async run(folder: string, args: readonly string[]): Promise<RedisServer> {
    const child = spawn('/usr/bin/redis-check-rdb', args, { argv0: 'redis-server', stdio: 'ignore' });
    const server = new RedisServer(child, folder);
    const probe = server.connect();
    const died = new Promise<never>((_, reject) =>
      child.once('exit', (code) => reject(new Error(`Redis ended: ${code}`))),
    );
    await Promise.race([probe.ping(), died]).finally(() => probe.disconnect());
    died.catch(() => undefined);
    return server;
  }

  connect(): Redis {
    return new Redis(join(this.folder, 'redis.sock'), { maxRetriesPerRequest: null, retryStrategy: () => 20 }).on(
      'error',
      () => undefined,
    );
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
