import { Secret } from '#libs/platform';
import type { RedisLogin, RedisNode } from './redis-place.js';

const PORT = 6_379;

/** What a `redis://` or `rediss://` address says. */
export interface RedisUrl {
  node: RedisNode;
  login: RedisLogin;
  /** Undefined where it names none. */
  database: number | undefined;
  isTls: boolean;
}

/** Reads an address; undefined where it is none, or says what we do not know. */
export function readRedisUrl(text: string): RedisUrl | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const path = /^\/?(\d{1,4})?$/.exec(url?.pathname ?? '');
  if (!url || !path || !/^rediss?:$/.test(url.protocol)) return undefined;
  if (url.hostname === '' || url.search !== '' || url.hash !== '') return undefined;
  return {
    node: { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(url.port || PORT) },
    login: loginOf(url),
    database: path[1] === undefined ? undefined : Number(path[1]),
    isTls: url.protocol === 'rediss:',
  };
}

/** A `%` that begins no escape stands for itself: passwords have such. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const loginOf = ({ username, password }: URL): RedisLogin => ({
  ...(username && { username: decoded(username) }),
  ...(password && { password: new Secret(decoded(password)) }),
});

/** Reads `host`, `host:port` or `[address]:port`; undefined where it is none of these. */
export function readRedisNode(text: string, port: number): RedisNode | undefined {
  const found = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9][A-Za-z0-9._-]{0,252}))(?::(\d{1,5}))?$/.exec(text);
  if (!found) return undefined;
  const [, address, name, own] = found;
  const node = { host: address ?? name ?? '', port: Number(own ?? port) };
  return node.port >= 1 && node.port <= 65_535 ? node : undefined;
}
