import { ValidateBy } from 'class-validator';
import { isLoopback } from '#libs/platform';

/** Fits into a request line that any receiver reads. */
export const MAX_URL_LENGTH = 2_048;

/** Scheme, authority and the rest, in characters that every reader of addresses reads in the same way. */
const FORM = /^([a-z]+):\/\/([^/?#\\]+)(?:[/?][\x21\x22\x24-\x5b\x5d-\x7e]*)?$/;
const PRINTABLE = /^[\x21-\x7e]+$/;

/** Whether a host, or host:port, is this machine. */
export const isLoopbackHost = (host: string): boolean => isLoopback(host.replace(/:\d+$/, ''));

/** Which rule an address breaks to which we are asked to send; undefined for none. Knows nothing of the allow-list. */
export function faultInUrl(url: unknown): string | undefined {
  if (typeof url !== 'string' || url.length > MAX_URL_LENGTH)
    return `must be one address of at most ${MAX_URL_LENGTH} characters`;
  const [, scheme, authority = ''] = FORM.exec(url) ?? [];
  if (!scheme || !PRINTABLE.test(url) || !URL.canParse(url)) {
    return 'must be an absolute https address in printable ASCII, without a fragment or a backslash';
  }
  if (authority.includes('@')) return 'must not hold a user or a password';
  if (scheme !== 'https' && !(scheme === 'http' && isLoopbackHost(authority))) {
    return 'must be https, but for a loopback host';
  }
  // Else what we compare with the allow-list and what is connected to might be two hosts.
  return new URL(url).host === authority ? undefined : 'must spell its host in lower case, without its usual port';
}

/** A class-validator rule: an address to which we may be asked to send, if its host is allowed. */
export const IsCallbackUrl = (): PropertyDecorator =>
  ValidateBy({
    name: 'isCallbackUrl',
    validator: {
      validate: (value) => faultInUrl(value) === undefined,
      defaultMessage: (args) => `callbackUrl ${faultInUrl(args?.value)}`,
    },
  });
