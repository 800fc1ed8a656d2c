import { ClosedAddress } from './post.js';

const BY_CODE: readonly [RegExp, string][] = [
  [/^(ENOTFOUND|EAI_)/, 'the name of the host is not known'],
  [/^ECONNREFUSED$/, 'the host refuses the connection'],
  [/^(EHOSTUNREACH|ENETUNREACH)$/, 'the host cannot be reached'],
  [/^(ABORT_ERR|ETIMEDOUT)$/, 'nothing was answered in time'],
  [/^(ECONNRESET|EPIPE)$/, 'the connection was cut'],
  [/CERT|SIGNATURE|ISSUER/, 'the certificate of the host is not trusted here'],
  [/^(EPROTO|ERR_SSL|ERR_TLS)/, 'the host and we agree on no TLS'],
  [/^HPE_/, 'the host does not speak HTTP'],
];

/** Why nothing was answered, for people. The error's own words are not passed on: they name what stands behind a host. */
export function faultInWords(error: unknown): string {
  if (error instanceof ClosedAddress) return 'the host stands for an address that is closed to callbacks';
  const { code } = error as { code?: unknown };
  return BY_CODE.find(([pattern]) => pattern.test(String(code)))?.[1] ?? 'the request failed';
}
