import { createHmac, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { part } from './tokens.js';

/** Two good tokens of different callers, and the public key that a confused verifier may take for a secret. */
export interface Originals {
  ours: string;
  theirs: string;
  publicKey: KeyObject;
}

type Change = (token: string) => string;
type Mutation = fc.Arbitrary<Change>;
type Json = Record<string, unknown>;

const BASE64URL = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
const ODD = ['', '.', '=', '+', '/', '%', ',', '"', '~', ' ', '\t', '\r\n', '\0', 'é', '\u2028', '%00', '%2e'];

/** Where in a text: as a share of its length, so that every place of every part is as likely. */
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const at = (length: number, where: number): number => Math.floor(length * where);
const place = fc.integer({ min: 0, max: 2 });

/** Changes one of the three parts. */
const onPart = (index: number, change: Change) => (token: string) =>
  token
    .split('.')
    .map((text, position) => (position === index ? change(text) : text))
    .join('.');

const onBytes = (change: (bytes: Buffer) => Buffer) => (text: string) =>
  change(Buffer.from(text, 'base64url')).toString('base64url');

const onJson = (change: (text: string) => string) => onBytes((bytes) => Buffer.from(change(bytes.toString('utf8'))));

const splice = (text: string, from: number, removed: number, added: string): string =>
  text.slice(0, from) + added + text.slice(from + removed);

const bytes: Mutation = fc.oneof(
  fc.tuple(place, share, fc.integer({ min: 0, max: 7 })).map(([index, where, bit]) =>
    onPart(
      index,
      onBytes((old) => {
        const position = at(old.length, where);
        old.writeUInt8(old.readUInt8(position) ^ (1 << bit), position);
        return old;
      }),
    ),
  ),
  fc
    .tuple(place, share, fc.uint8Array({ maxLength: 4 }), fc.integer({ min: 0, max: 4 }))
    .map(([index, where, added, removed]) =>
      onPart(
        index,
        onBytes((old) => {
          const position = at(old.length, where);
          return Buffer.concat([old.subarray(0, position), added, old.subarray(position + removed)]);
        }),
      ),
    ),
);

const letters: Mutation = fc.oneof(
  fc.tuple(share, fc.constantFrom(...BASE64URL, ...ODD), fc.integer({ min: 0, max: 2 })).map(
    ([where, added, removed]): Change =>
      (token) =>
        splice(token, at(token.length, where), removed, added),
  ),
  fc.tuple(share, fc.integer({ min: 1, max: 400 })).map(
    ([where, removed]): Change =>
      (token) =>
        splice(token, at(token.length, where), removed, ''),
  ),
  fc.tuple(share, share).map(
    ([one, two]): Change =>
      (token) =>
        token.slice(...[one, two].sort((a, b) => a - b).map((where) => at(token.length, where))),
  ),
  share.map(
    (where): Change =>
      (token) => {
        const position = at(token.length, where);
        return splice(token, position, 1, otherCase(token.charAt(position)));
      },
  ),
  fc.constantFrom<Change>(
    (token) => token.toLowerCase(),
    (token) => token.toUpperCase(),
    (token) => token + token,
    (token) => `${token}.${token}`,
    (token) => encodeURIComponent(`${token}.`),
    (token) => token.split('').reverse().join(''),
    (token) => Buffer.from(token).toString('base64url'),
    (token) => `"${token}"`,
  ),
);

const otherCase = (letter: string): string =>
  letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();

/** Other texts of the same bytes: padding, the other alphabet, bits that mean nothing. */
const spellings: Mutation = fc.oneof(
  fc.tuple(place, fc.integer({ min: 1, max: 3 })).map(([index, count]) => onPart(index, (t) => t + '='.repeat(count))),
  place.map((index) => onPart(index, (text) => text.replaceAll('-', '+').replaceAll('_', '/'))),
  place.map((index) => onPart(index, (text) => Buffer.from(text, 'base64url').toString('base64'))),
  fc
    .tuple(place, fc.integer({ min: 1, max: 15 }))
    .map(([index, bits]) =>
      onPart(index, (text) => text.slice(0, -1) + BASE64URL[BASE64URL.indexOf(text.slice(-1)) ^ bits]),
    ),
  fc
    .tuple(place, share, fc.constantFrom('\n', ' ', '=', '.', '\0', '!'))
    .map(([index, where, sign]) => onPart(index, (text) => splice(text, at(text.length, where), 0, sign))),
);

const far = 9_999_999_999;
const NAMES =
  'alg kid typ crit b64 jwk jku x5u x5c cty zip iss aud sub exp iat nbf scope scp login_ad client_id nonce jti';
const name = fc.constantFrom(...NAMES.split(' '), '__proto__', 'constructor');
const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>('none', 'None', 'HS256', 'RS512', 'PS256', 'ES256', '', ['RS256'], null, true, 0, -1, far),
  fc.constantFrom<unknown>(
    'root',
    'oscar',
    'one',
    '../one',
    'at+jwt',
    'JWT',
    'https://etlaas.test',
    ['exp'],
    {},
    1e300,
  ),
  fc.string({ maxLength: 20 }),
  fc.jsonValue({ maxDepth: 1 }),
);

/** Other members: replaced, removed, or twice, first or last. */
const members: Mutation = fc
  .tuple(fc.integer({ min: 0, max: 1 }), name, value, fc.constantFrom('replace', 'remove', 'first', 'last', 'space'))
  .map(([index, key, other, how]) =>
    onPart(
      index,
      onJson((text) => {
        const pair = `${JSON.stringify(key)}:${JSON.stringify(other)}`;
        if (how === 'first') return `{${pair},${text.slice(1)}`;
        if (how === 'last') return `${text.slice(0, -1)},${pair}}`;
        if (how === 'space') return ` ${text}`;
        const { [key]: _, ...rest } = JSON.parse(text) as Json;
        return JSON.stringify(how === 'remove' ? rest : { ...rest, [key]: other });
      }),
    ),
  );

/** Parts of both tokens, in any order and number. */
const swaps = ({ ours, theirs }: Originals): Mutation => {
  const parts = [...ours.split('.'), ...theirs.split('.'), ''];
  return fc.array(fc.constantFrom(...parts), { minLength: 2, maxLength: 5 }).map((chosen) => () => chosen.join('.'));
};

/** Any claims and header members, signed with the public key as a secret, or with nothing. */
const forgeries = ({ ours, publicKey }: Originals): Mutation => {
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  const [header = {}, claims = {}] = ours.split('.').map((text, index) => {
    return index < 2 ? (JSON.parse(Buffer.from(text, 'base64url').toString()) as Json) : {};
  });
  return fc
    .tuple(fc.constantFrom('HS256', 'none', 'RS256', 'hs256'), fc.constantFrom('root', 'oscar', 'alice'), fc.boolean())
    .map(([alg, login, isSigned]) => () => {
      const input = `${part({ ...header, alg })}.${part({ ...claims, login_ad: login })}`;
      return `${input}.${isSigned ? createHmac('sha256', pem).update(input).digest('base64url') : ''}`;
    });
};

/** Unknown key ids, as many as there are mutations. */
const keyIds: Mutation = fc.string({ minLength: 1, maxLength: 12 }).map((kid) =>
  onPart(
    0,
    onJson((text) => JSON.stringify({ ...(JSON.parse(text) as Json), kid })),
  ),
);

/**
 * Texts that came from a good token by one to three changes, and are no good token any more.
 *
 * Blanks in front are left out: `Bearer` and its token may stand apart by several (RFC 9110, section 11.4).
 */
export function mutantsOf(originals: Originals): fc.Arbitrary<string> {
  const { ours, theirs } = originals;
  const one = fc.oneof(
    { arbitrary: bytes, weight: 4 },
    { arbitrary: letters, weight: 4 },
    { arbitrary: members, weight: 4 },
    { arbitrary: spellings, weight: 3 },
    { arbitrary: swaps(originals), weight: 2 },
    { arbitrary: keyIds, weight: 2 },
    { arbitrary: forgeries(originals), weight: 1 },
  );
  return fc
    .tuple(fc.constantFrom(ours, theirs), fc.array(one, { minLength: 1, maxLength: 3 }))
    .map(([token, changes]) => changes.reduce(applyTo, token))
    .filter((mutant) => ![ours, theirs].includes(mutant.replace(/^ +/, '')));
}

/** A later change may not know what to do with what an earlier one left. */
function applyTo(token: string, change: Change): string {
  try {
    return change(token);
  } catch {
    return `${token}x`;
  }
}
