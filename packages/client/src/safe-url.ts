const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The address, where secrets may be sent there: https, or plain http within this machine. Throws a `TypeError` otherwise. */
export function safeUrl(what: string, text: string, allowPlainHttp = false): URL {
  if (!URL.canParse(text)) throw new TypeError(`${what} must be an address: https://host`);
  const url = new URL(text);
  if (url.username || url.password) throw new TypeError(`${what} must not have a user or password in it`);
  const isPlain = url.protocol === 'http:' && (allowPlainHttp || LOOPBACK.test(url.hostname));
  if (url.protocol === 'https:' || isPlain) return url;
  throw new TypeError(
    `${what} must begin with https://: a token is sent there (to this machine, http://localhost is allowed)`,
  );
}
