import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { type Certificates, makeCertificates } from '../../../libs/permission/src/ldap/testing/certificates.js';
import { freePort } from '../../../libs/platform/src/testing/free-port.js';
import { prepared } from '../paths.js';
import type { Processes, Running } from '../processes.js';
import { RedisServer } from '../stack/redis-server.js';

const MASTER = 'etlaas-redis';
const QUORUM = 2;
const REPLICAS = 2;
const SENTINELS = 3;
const PASSWORD = 'password-at-the-nodes';
const SENTINEL_PASSWORD = 'password-at-the-sentinels';

/** One primary, two replicas and three Sentinels, all with passwords and TLS; the primary may be lost. */
export class SentinelGroup {
  private constructor(
    private readonly servers: readonly RedisServer[],
    private readonly sentinels: readonly Running[],
    private readonly asked: Redis,
    readonly settings: Readonly<Record<string, string>>,
  ) {}

  /** Resolves when the replicas are in step and each Sentinel knows the others. */
  static async start(processes: Processes, folder: string): Promise<SentinelGroup> {
    const scene = { processes, folder, certificates: makeCertificates(folder, '127.0.0.1') };
    const primary = await startNode(scene, 'primary');
    const of = ['--replicaof', '127.0.0.1', String(primary.port)];
    const names = Array.from({ length: REPLICAS }, (_, index) => `replica-${index}`);
    const replicas = await Promise.all(names.map((name) => startNode(scene, name, of)));
    const ports = await Promise.all(Array.from({ length: SENTINELS }, freePort));
    const sentinels = ports.map((port) => startSentinel(scene, port, primary.port));
    const { ca } = scene.certificates;
    const asked = new Redis({ host: '127.0.0.1', port: ports[0] ?? 0, password: SENTINEL_PASSWORD, tls: { ca } });
    asked.on('error', () => {});
    const group = new SentinelGroup([primary, ...replicas], sentinels, asked, {
      REDIS_URL: '',
      REDIS_SENTINELS: ports.map((port) => `127.0.0.1:${port}`).join(),
      REDIS_SENTINEL_MASTER: MASTER,
      REDIS_SENTINEL_PASSWORD: SENTINEL_PASSWORD,
      REDIS_PASSWORD: PASSWORD,
      REDIS_TLS: 'true',
      REDIS_TLS_CA: ca,
    });
    await sentinels[0]?.becomes('knows everybody', () => group.isComplete());
    return group;
  }

  /** The server that the Sentinels call primary now. */
  async primary(): Promise<RedisServer> {
    const [, port] = (await this.asked.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', MASTER)) as [string, string];
    const server = this.servers.find((one) => one.port === Number(port));
    if (!server) throw new Error(`nobody knows a Redis on port ${port}`);
    return server;
  }

  close(): void {
    this.asked.disconnect();
    for (const server of this.servers) server.close();
  }

  private async isComplete(): Promise<boolean> {
    const told = (await this.asked.call('SENTINEL', 'MASTER', MASTER)) as string[];
    const about = (name: string) => Number(told[told.indexOf(name) + 1]);
    const primary = await (await this.primary()).client.info('replication');
    const inStep = primary.match(/state=online/g)?.length === REPLICAS;
    return inStep && about('num-slaves') === REPLICAS && about('num-other-sentinels') === this.sentinels.length - 1;
  }
}

interface Scene {
  processes: Processes;
  folder: string;
  certificates: Certificates;
}

/** TLS for everybody who connects, and for whom it connects to itself. */
const tlsLines = (port: number, { caFile, certificateFile, keyFile }: Certificates): string[] => [
  'port 0',
  `tls-port ${port}`,
  'tls-replication yes',
  'tls-auth-clients no',
  `tls-ca-cert-file ${caFile}`,
  `tls-cert-file ${certificateFile}`,
  `tls-key-file ${keyFile}`,
];

async function startNode(scene: Scene, name: string, args: string[] = []): Promise<RedisServer> {
  const { processes, folder, certificates } = scene;
  const port = await freePort();
  const tls = tlsLines(port, certificates).flatMap((line) => `--${line}`.split(' '));
  const passwords = ['--requirepass', PASSWORD, '--masterauth', PASSWORD];
  const quick = ['--repl-diskless-sync-delay', '0'];
  const client = { password: PASSWORD, tls: { ca: certificates.ca } };
  return RedisServer.start(processes, folder, { name, args: [...tls, ...passwords, ...quick, ...args], client }, port);
}

/** It writes into its own configuration whom it meets. */
function startSentinel({ processes, folder, certificates }: Scene, port: number, primary: number): Running {
  const name = `sentinel-${port}`;
  const directory = join(folder, name);
  mkdirSync(directory);
  const configuration = [
    ...tlsLines(port, certificates),
    'bind 127.0.0.1',
    `dir ${directory}`,
    `requirepass ${SENTINEL_PASSWORD}`,
    `sentinel sentinel-pass ${SENTINEL_PASSWORD}`,
    `sentinel monitor ${MASTER} 127.0.0.1 ${primary} ${QUORUM}`,
    `sentinel auth-pass ${MASTER} ${PASSWORD}`,
    `sentinel down-after-milliseconds ${MASTER} 1000`,
    `sentinel failover-timeout ${MASTER} 5000`,
  ];
  const file = join(directory, 'sentinel.conf');
  writeFileSync(file, `${configuration.join('\n')}\n`);
  const command = prepared('.cache', 'bin', 'redis-server');
  return processes.start({ name, command, args: [file, '--sentinel'] });
}
