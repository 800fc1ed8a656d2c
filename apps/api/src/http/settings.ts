import { setting } from '#libs/platform';

const ORIGIN = 'must be exact https origins, such as https://ops.example:8443; http only on loopback';
const MAX_PER_MINUTE = 1_000_000_000;
/** More than any edge has; a number beyond is a mistake. */
const MAX_HOPS = 5;

/** The settings of the door: whom it believes, whom it lets in and how often. */
export const httpSettings = {
  TRUSTED_PROXY_HOPS: setting
    .integer('proxies of ours before the API, whose X-Forwarded headers are believed', 0, MAX_HOPS)
    .default(0),
  CORS_ORIGINS: setting
    .list('origins whose pages may call the API from a browser: https://host,…')
    .refine((origins) => origins.every(isExactOrigin), ORIGIN)
    .default([]),
  RATE_LIMIT_READS: setting.integer('reads a minute of one caller; 0 is no limit', 0, MAX_PER_MINUTE).default(1200),
  RATE_LIMIT_WRITES: setting.integer('changes a minute of one caller; 0 is no limit', 0, MAX_PER_MINUTE).default(60),
  RATE_LIMIT_FAILED_LOGINS: setting
    .integer('refused tokens a minute from one address; 0 is no limit', 0, MAX_PER_MINUTE)
    .default(30),
};

/** No path, no slash at the end, no wildcard, and as a browser spells it: it is compared letter by letter. */
function isExactOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
  return origin === text && !text.includes('*') && (protocol === 'https:' || (protocol === 'http:' && isLocal));
}
