import { freePort } from '../../../libs/platform/src/testing/free-port.js';
import type { Processes } from '../processes.js';
import { RedisServer, type RedisServerOptions } from '../stack/redis-server.js';
import { waitUntil } from '../wait-until.js';

const SLOTS = 16_384;
const MASTERS = 3;

/** Three masters that share the slots. */
export class RedisCluster {
  private constructor(readonly servers: readonly RedisServer[]) {}

  /** With the users of `options`. Resolves when every node says that all slots are served. */
  static async start(processes: Processes, folder: string, options: RedisServerOptions): Promise<RedisCluster> {
    const servers = await Promise.all(
      Array.from({ length: MASTERS }, (_, index) =>
        startNode(processes, folder, { ...options, name: `node-${index}` }),
      ),
    );
    const [first] = servers;
    await Promise.all(
      servers.map(async (server, index) => {
        const from = Math.floor((index * SLOTS) / MASTERS);
        const to = Math.floor(((index + 1) * SLOTS) / MASTERS) - 1;
        await server.client.call('CLUSTER', 'ADDSLOTSRANGE', from, to);
        if (first && server !== first) await meet(server, first);
      }),
    );
    const cluster = new RedisCluster(servers);
    await waitUntil('the cluster is whole', () => cluster.isWhole());
    return cluster;
  }

  get settings(): Readonly<Record<string, string>> {
    // One is enough to find the others.
    return { REDIS_URL: '', REDIS_CLUSTER: `127.0.0.1:${this.servers.at(-1)?.port}` };
  }

  /** How many keys each node holds. */
  sizes(): Promise<number[]> {
    return Promise.all(this.servers.map(({ client }) => client.dbsize()));
  }

  close(): void {
    for (const server of this.servers) server.close();
  }

  private async isWhole(): Promise<boolean> {
    const said = await Promise.all(this.servers.map(({ client }) => client.call('CLUSTER', 'INFO')));
    return said.every(
      (text) => /cluster_state:ok/.test(String(text)) && String(text).includes(`known_nodes:${MASTERS}`),
    );
  }
}

async function meet(server: RedisServer, other: RedisServer): Promise<void> {
  const [, bus = ''] = (await other.client.config('GET', 'cluster-port')) as string[];
  await server.client.call('CLUSTER', 'MEET', '127.0.0.1', other.port, bus);
}

/** Nodes speak with each other on a port of their own; the usual one may be beyond the last port there is. */
async function startNode(processes: Processes, folder: string, options: RedisServerOptions): Promise<RedisServer> {
  const cluster = ['--cluster-enabled', 'yes', '--cluster-port', String(await freePort())];
  const args = [...cluster, '--cluster-node-timeout', '2000', ...(options.args ?? [])];
  return RedisServer.start(processes, folder, { ...options, args });
}
