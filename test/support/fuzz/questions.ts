import fc, { type Arbitrary } from 'fast-check';
import type { Question } from '../api-client.js';
import type { Media, Parameter } from '../contract/openapi.js';
import type { Located } from '../contract.js';

/** A request, and the name of who sends it. */
export interface Attempt {
  who: string;
  question: Question;
}

/** What only the running API knows: values that are good for a parameter, by its name. */
export type KnownValues = Readonly<Record<string, readonly string[]>>;

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];
const TYPES = ['application/json', 'application/json', 'text/plain', 'application/x-www-form-urlencoded', 'x', ''];
const HUGE = 17_000;

/** What has broken readers before. */
const NASTY = [
  ...['', ' ', '0', '-1', 'null', 'undefined', 'true', '__proto__', 'constructor', '../..', '..%2f', '%', '%00', '%zz'],
  ...[
    'a\r\nX: y',
    '$(id)',
    '`id`',
    '{{7*7}}',
    "'",
    '"',
    '*)(uid=*',
    '\0',
    '\u202e',
    '%ed%a0%80',
    'IN\u0422',
    '\u{1f4a9}',
  ],
  ...['A'.repeat(129), 'A'.repeat(1_500), '1'.repeat(400), '1e999', 'NaN', '[]', '{}', '*', '?', '#', ';', '//'],
];

const nasty: Arbitrary<string> = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme', maxLength: 40 }));

/** Mostly what is good: a request with one fault gets further than one with ten. */
const mostly = <T>(good: Arbitrary<T>, bad: Arbitrary<T>): Arbitrary<T> =>
  fc.oneof({ weight: 9, arbitrary: good }, { weight: 1, arbitrary: bad });

/** Requests to the operations of a document, good ones and mutated ones. */
export const attempts = (
  operations: readonly Located[],
  known: KnownValues,
  callers: readonly string[],
): Arbitrary<Attempt> =>
  fc
    .tuple(fc.constantFrom(...operations), fc.constantFrom(...callers))
    .chain(([operation, who]) => questionOf(operation, known).map((question) => ({ who, question })));

function questionOf({ method, path, operation }: Located, known: KnownValues): Arbitrary<Question> {
  const { parameters = [], requestBody } = operation;
  const within = (place: Parameter['in']) => parameters.filter((one) => one.in === place);
  return fc
    .record({
      method: mostly(fc.constant(method), fc.constantFrom(...METHODS)),
      path: pathOf(path, within('path'), known),
      query: queryOf(within('query'), known),
      headers: headersOf(within('header'), known),
      type: fc.constantFrom(...TYPES),
      body: bodyOf(requestBody?.content['application/json']),
    })
    .map(({ query, type, body, headers, ...rest }) => ({
      ...rest,
      path: `${rest.path}${query && `?${query}`}`,
      headers: {
        ...headers,
        ...(body !== undefined && { 'content-type': type, 'content-length': Buffer.byteLength(body) }),
      },
      ...(body !== undefined && { body }),
    }));
}

const someValue = ({ name, schema }: Parameter, known: KnownValues): Arbitrary<string> => {
  const good = known[name] ?? schema.enum ?? [String(schema.example ?? '1')];
  return mostly(fc.constantFrom(...good), nasty);
};

/** Encoded as it should be, or as it comes, as far as a client can send that at all. */
const encoded = (text: string): string => encodeURIComponent(text);
const raw = (text: string): string => text.replaceAll(/[^\x21-\x7e]/g, '%ff');

function pathOf(template: string, parameters: readonly Parameter[], known: KnownValues): Arbitrary<string> {
  const values = fc.record(Object.fromEntries(parameters.map((one) => [one.name, someValue(one, known)])));
  const tail = mostly(fc.constant(''), fc.constantFrom('/', '//', '/..', '/%2e%2e', ';x', '/x', '%00', '%c0%af'));
  return fc.tuple(values, tail, fc.nat(9)).map(([chosen, end, dice]) => {
    const write = dice === 0 ? raw : encoded;
    return template.replaceAll(/\{([^}]+)\}/g, (_, name: string) => write(chosen[name] ?? '')) + end;
  });
}

function queryOf(parameters: readonly Parameter[], known: KnownValues): Arbitrary<string> {
  const pair = (one: Parameter) =>
    fc
      .tuple(someValue(one, known), mostly(fc.constant(one.required ? 1 : 0), fc.constantFrom(0, 1, 2)))
      .map(([value, times]) =>
        Array.from({ length: times }, () => `${encodeURIComponent(one.name)}=${encoded(value)}`),
      );
  const extra = mostly(
    fc.constant<string[]>([]),
    nasty.map((text) => [`${encoded(text)}=${raw(text)}`]),
  );
  return fc.tuple(extra, ...parameters.map(pair)).map((parts) => parts.flat().join('&'));
}

function headersOf(parameters: readonly Parameter[], known: KnownValues): Arbitrary<Record<string, string>> {
  const sendable = (text: string) => text.replaceAll(/[^\x20-\x7e\x80-\xff]/g, '?');
  const long = fc.constant<Record<string, string>>({ 'x-long': 'a'.repeat(HUGE) });
  const some = parameters.map((one) =>
    fc
      .tuple(someValue(one, known).map(sendable), fc.nat(3))
      .map(([value, dice]) => (dice === 0 ? { [one.name]: value } : {})),
  );
  const extra = fc.oneof(
    { weight: 200, arbitrary: fc.constant<Record<string, string>>({}) },
    { weight: 1, arbitrary: long },
  );
  return fc.tuple(extra, ...some).map((parts) => Object.assign({}, ...parts) as Record<string, string>);
}

/** None, a good one, JSON of any kind, or no JSON at all. */
function bodyOf(media: Media | undefined): Arbitrary<string | undefined> {
  const good = media
    ? fc.constantFrom(undefined, '{}', '{"mode":"complete"}', '{"action":"Stop"}')
    : fc.constant(undefined);
  const members = fc.dictionary(fc.constantFrom('mode', 'action', '__proto__', 'reason', 'x'), fc.jsonValue());
  const broken = fc.constantFrom(
    '',
    '{',
    '{"mode":',
    '\0',
    '[[[[[[[[[[1]]]]]]]]]]',
    `"${'a'.repeat(HUGE)}"`,
    '\ufeff{}',
    '{"a":1,"a":2}',
  );
  return mostly<string | undefined>(
    good,
    fc.oneof(
      fc.json(),
      members.map((one) => JSON.stringify(one)),
      broken,
      nasty,
    ),
  );
}
