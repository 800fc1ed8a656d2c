import type { RemoteHost } from './remote-host.js';
import { quote } from './script/quote.js';

/** Control characters but tab and line feed: whoever reads the lines may be a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;

/** A secret as programs may print it: as it is, quoted for a shell, or encoded. */
const spellings = (secret: string): string[] => [
  secret,
  quote(secret).slice(1, -1),
  Buffer.from(secret).toString('base64'),
  encodeURIComponent(secret),
];

/** Hands lines on with the secrets of the host masked, should a program print what it was given, and no control characters. */
export function masked(tell: (lines: string) => void, { informaticaPassword, trustStore }: RemoteHost) {
  const secrets = [informaticaPassword, trustStore?.password].flatMap((secret) => secret?.reveal() || []);
  // The longest first: one may be part of another.
  const hidden = [...new Set(secrets.flatMap(spellings))].sort((a, b) => b.length - a.length);
  return (lines: string): void => {
    const safe = hidden.reduce((text, secret) => text.replaceAll(secret, '***'), lines);
    tell(safe.replaceAll('\r\n', '\n').replaceAll(CONTROLS, '\ufffd'));
  };
}
