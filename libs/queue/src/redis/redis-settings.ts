import * as z from 'zod';
import { ClientTls, environment, type LiveCertificates, liveOptions, type SettingsOf, setting } from '#libs/platform';
import type { RedisNode, RedisPlace, RedisWay } from './redis-place.js';
import { type RedisUrl, readRedisNode, readRedisUrl } from './redis-url.js';

const SENTINEL_PORT = 26_379;
const NODE_PORT = 6_379;
const URL_FORM = 'must be a URL: redis:// or rediss://, user:password@host:port, perhaps /database, and nothing more';

const redisUrl = setting.secretUrl('redis:// or rediss:// address').transform((url, context): RedisUrl => {
  const read = readRedisUrl(url.reveal());
  if (read) return read;
  context.addIssue({ code: 'custom', message: URL_FORM });
  return z.NEVER;
});

const nodes = (what: string, port: number) =>
  setting
    .list(what)
    .transform((items, context): RedisNode[] =>
      items.flatMap((item) => {
        const node = readRedisNode(item, port);
        if (!node) context.addIssue({ code: 'custom', message: `"${item}" is not host:port` });
        return node ?? [];
      }),
    )
    .default([]);

/** The settings that say where Redis is and how it lets us in. */
export const redisSettings = {
  REDIS_URL: redisUrl
    .optional()
    .describe('redis:// or rediss:// address of Redis, with user and password if it has them'),
  REDIS_SENTINELS: nodes('instead of REDIS_URL: the Sentinels, host:port,…', SENTINEL_PORT),
  REDIS_SENTINEL_MASTER: setting.text('the name under which the Sentinels know our Redis').optional(),
  REDIS_SENTINEL_USERNAME: setting.text('user at the Sentinels themselves').optional(),
  REDIS_SENTINEL_PASSWORD: setting.secret('its password').optional(),
  REDIS_CLUSTER: nodes('instead of REDIS_URL: some nodes of the Redis Cluster, host:port,…', NODE_PORT),
  REDIS_USERNAME: setting.text('ACL user at every node; or in REDIS_URL').optional(),
  REDIS_PASSWORD: setting.secret('its password; or in REDIS_URL').optional(),
  REDIS_DATABASE: setting.integer('number of the database; or in REDIS_URL; a Cluster has only 0', 0, 9_999).optional(),
  REDIS_TLS: setting.flag('speak TLS with Sentinels and nodes; with REDIS_URL, rediss:// says it').default(false),
  REDIS_TLS_CA: setting.text('the CA certificates (PEM) that sign those of Redis; else the usual ones').optional(),
  REDIS_TLS_CERTIFICATE: setting.text('our own certificate (PEM), where Redis asks for one').optional(),
  REDIS_TLS_KEY: setting.secret('its key (PEM)').optional(),
  REDIS_TLS_SERVER_NAME: setting.text('name in the certificates of Redis, where it is not the host we dial').optional(),
};

/** These settings as they were read. */
export type RedisSettings = SettingsOf<typeof redisSettings>;

/** Whether these settings ask for TLS. */
export const isTls = ({ REDIS_URL, REDIS_TLS }: RedisSettings): boolean => REDIS_URL?.isTls ?? REDIS_TLS;

/** Where Redis is, from settings that passed `redisRules`. Rejects with a `RefusedFile` where a certificate is no good by now. */
export async function openRedisPlace(settings: RedisSettings, env = environment()): Promise<RedisPlace> {
  const tls = await ClientTls.open('REDIS_TLS', settings, env);
  return {
    way: wayOf(settings),
    login: {
      username: settings.REDIS_USERNAME ?? settings.REDIS_URL?.login.username,
      password: settings.REDIS_PASSWORD ?? settings.REDIS_URL?.login.password,
    },
    ...(isTls(settings) && { tls: tlsOf(settings, tls) }),
    certificates: tls.certificates,
  };
}

function wayOf(settings: RedisSettings): RedisWay {
  const { REDIS_URL: url, REDIS_SENTINELS: sentinels, REDIS_CLUSTER, REDIS_DATABASE } = settings;
  const database = REDIS_DATABASE ?? url?.database ?? 0;
  if (url) return { kind: 'one', node: url.node, database };
  if (sentinels.length === 0) return { kind: 'cluster', nodes: REDIS_CLUSTER };
  const { REDIS_SENTINEL_MASTER: master = '', REDIS_SENTINEL_USERNAME: username } = settings;
  const login = { username, password: settings.REDIS_SENTINEL_PASSWORD };
  return { kind: 'sentinel', sentinels, master, login, database };
}

/** Nobody is believed without a certificate that our CA signed. */
const tlsOf = (
  { REDIS_TLS_SERVER_NAME: servername }: RedisSettings,
  certificates: LiveCertificates,
): NonNullable<RedisPlace['tls']> =>
  liveOptions(certificates, { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(servername && { servername }) });
