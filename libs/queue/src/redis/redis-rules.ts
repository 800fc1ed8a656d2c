import { pairRules, type SettingsRule, trustRule } from '#libs/platform';
import { isTls, type RedisSettings, type redisSettings } from './redis-settings.js';

type Rule = SettingsRule<typeof redisSettings>;

const WAYS = 'REDIS_URL, or REDIS_SENTINELS with REDIS_SENTINEL_MASTER, or REDIS_CLUSTER';

const waysIn = ({ REDIS_URL, REDIS_SENTINELS, REDIS_CLUSTER }: RedisSettings): string[] => [
  ...(REDIS_URL ? ['REDIS_URL'] : []),
  ...(REDIS_SENTINELS.length > 0 ? ['REDIS_SENTINELS'] : []),
  ...(REDIS_CLUSTER.length > 0 ? ['REDIS_CLUSTER'] : []),
];

const oneWay: Rule = (settings) => {
  const [first, ...others] = waysIn(settings);
  if (!first) return `REDIS_URL: is missing: set ${WAYS}`;
  return others.length > 0 ? `${first}: contradicts ${others.join(' and ')}: set one of ${WAYS}` : undefined;
};

const wholeSentinel: Rule = (settings) => {
  const { REDIS_SENTINELS, REDIS_SENTINEL_MASTER, REDIS_SENTINEL_USERNAME, REDIS_SENTINEL_PASSWORD } = settings;
  if (REDIS_SENTINELS.length === 0) {
    return REDIS_SENTINEL_MASTER || REDIS_SENTINEL_USERNAME || REDIS_SENTINEL_PASSWORD
      ? 'REDIS_SENTINELS: is missing, while other settings of Sentinel are there'
      : undefined;
  }
  if (!REDIS_SENTINEL_MASTER) return 'REDIS_SENTINEL_MASTER: is missing: the Sentinels know our Redis by this name';
  return REDIS_SENTINEL_USERNAME && !REDIS_SENTINEL_PASSWORD
    ? 'REDIS_SENTINEL_PASSWORD: is missing, while there is a REDIS_SENTINEL_USERNAME'
    : undefined;
};

const oneLogin: Rule = ({ REDIS_URL, REDIS_USERNAME, REDIS_PASSWORD }) => {
  const { username, password } = REDIS_URL?.login ?? {};
  if (REDIS_USERNAME && username) return 'REDIS_USERNAME: REDIS_URL names a user already';
  if (REDIS_PASSWORD && password) return 'REDIS_PASSWORD: REDIS_URL holds a password already';
  return (REDIS_USERNAME || username) && !(REDIS_PASSWORD || password)
    ? 'REDIS_PASSWORD: is missing, while a user is named'
    : undefined;
};

const oneDatabase: Rule = ({ REDIS_URL, REDIS_CLUSTER, REDIS_DATABASE }) => {
  if (REDIS_DATABASE === undefined) return undefined;
  if (REDIS_URL?.database !== undefined) return 'REDIS_DATABASE: REDIS_URL names a database already';
  return REDIS_CLUSTER.length > 0 && REDIS_DATABASE > 0
    ? 'REDIS_DATABASE: a Redis Cluster has only database 0'
    : undefined;
};

const tlsWhereAsked: Rule = (settings) => {
  const { REDIS_URL, REDIS_TLS, REDIS_TLS_CA, REDIS_TLS_CERTIFICATE, REDIS_TLS_KEY, REDIS_TLS_SERVER_NAME } = settings;
  if (REDIS_TLS && REDIS_URL && !REDIS_URL.isTls) return 'REDIS_TLS: REDIS_URL must then begin with rediss://';
  const hasDetails = REDIS_TLS_CA || REDIS_TLS_CERTIFICATE || REDIS_TLS_KEY || REDIS_TLS_SERVER_NAME;
  if (hasDetails && !isTls(settings)) {
    return 'REDIS_TLS: is not on, while other settings of TLS are there: set it to true, or use rediss://';
  }
  if (Boolean(REDIS_TLS_CERTIFICATE) !== Boolean(REDIS_TLS_KEY)) {
    return 'REDIS_TLS_KEY: goes with REDIS_TLS_CERTIFICATE: set both or neither';
  }
  return undefined;
};

/** What must hold between the settings of Redis, for `readSettings`. */
export const redisRules: readonly Rule[] = [
  oneWay,
  wholeSentinel,
  oneLogin,
  oneDatabase,
  tlsWhereAsked,
  trustRule('REDIS_TLS'),
  ...pairRules('REDIS_TLS'),
];
