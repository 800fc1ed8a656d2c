import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Redis, type RedisOptions } from 'ioredis';
import { freePort } from '../../../libs/platform/src/testing/free-port.js';
import { prepared } from '../paths.js';
import type { Processes, Running } from '../processes.js';

/** How a Redis differs from the usual one. */
export interface RedisServerOptions {
  /** Of the process and its folder. */
  name?: string;
  /** More of its command line, over ours. */
  args?: readonly string[];
  /** How the test itself is let in. */
  client?: RedisOptions;
}

/** A Redis of our own, with an append-only file, that can be frozen, killed and started again. */
export class RedisServer {
  private readonly directory: string;
  private running: Running | undefined;
  private known: Redis | undefined;

  private constructor(
    private readonly processes: Processes,
    readonly port: number,
    folder: string,
    private readonly options: RedisServerOptions,
  ) {
    this.directory = join(folder, this.name);
    mkdirSync(this.directory);
  }

  static async start(
    processes: Processes,
    folder: string,
    options: RedisServerOptions = {},
    port?: number,
  ): Promise<RedisServer> {
    const server = new RedisServer(processes, port ?? (await freePort()), folder, options);
    await server.start();
    return server;
  }

  get name(): string {
    return this.options.name ?? 'redis';
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get process(): Running {
    if (!this.running) throw new Error('Redis was never started');
    return this.running;
  }

  /** Starts it, or starts it again with what its file holds. */
  async start(): Promise<void> {
    const args = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.directory, '--save', ''];
    args.push('--appendonly', 'yes', '--appendfsync', 'everysec', '--maxmemory-policy', 'noeviction');
    args.push(...(this.options.args ?? []));
    const command = prepared('.cache', 'bin', 'redis-server');
    this.running = this.processes.start({ name: this.name, command, args });
    await this.running.becomes('answers', async () => (await this.client.ping()) === 'PONG');
  }

  /** A connection for the test itself. */
  get client(): Redis {
    if (!this.known) {
      const options = { maxRetriesPerRequest: null, retryStrategy: () => 50, ...this.options.client };
      this.known = new Redis(this.url, options);
      this.known.on('error', () => {});
    }
    return this.known;
  }

  /** Everything it holds, as text. */
  async dump(): Promise<string> {
    const keys = await this.client.keys('*');
    return (await Promise.all(keys.map(async (key) => `${key} ${await this.valueOf(key)}`))).join('\n');
  }

  close(): void {
    this.known?.disconnect();
  }

  private async valueOf(key: string): Promise<string> {
    switch (await this.client.type(key)) {
      case 'string':
        return String(await this.client.get(key));
      case 'hash':
        return JSON.stringify(await this.client.hgetall(key));
      case 'list':
        return (await this.client.lrange(key, 0, -1)).join(' ');
      case 'set':
        return (await this.client.smembers(key)).join(' ');
      case 'zset':
        return (await this.client.zrange(key, 0, -1)).join(' ');
      case 'stream':
        return JSON.stringify(await this.client.xrange(key, '-', '+'));
      default:
        return '';
    }
  }
}
