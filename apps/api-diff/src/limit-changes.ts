import { breaking, type Change, notable } from './change.js';
import type { Schema } from './document.js';

/** `sent` by callers, who may then be refused; or `told` to them, who may then not understand. */
export type Direction = 'sent' | 'told';

/** Which way a bound must move to take values away. */
const UPPER = ['maxLength', 'maximum', 'exclusiveMaximum', 'maxItems'];
const LOWER = ['minLength', 'minimum', 'exclusiveMinimum', 'minItems'];

/** What changed in the values that a schema allows. Of what is told, fewer values surprise nobody. */
export function limitChanges(before: Schema, after: Schema, direction: Direction): Change[] {
  const changes = [...typeChanges(before, after, direction), ...enumChanges(before, after, direction)];
  return direction === 'told' ? changes : [...changes, ...boundChanges(before, after), ...formChanges(before, after)];
}

function typeChanges(before: Schema, after: Schema, direction: Direction): Change[] {
  const [old, now] = [typesOf(before), typesOf(after)];
  if (old.join() === now.join()) return [];
  const [asked, given] = direction === 'sent' ? [old, now] : [now, old];
  // No type at all is any type.
  const isCovered = given.length === 0 || (asked.length > 0 && asked.every((type) => given.includes(type)));
  return isCovered ? [] : [breaking(`the type was ${wordsOf(before)}, now it is ${wordsOf(after)}`)];
}

/** An integer is a number too. */
const typesOf = ({ type = [] }: Schema): string[] => {
  const types = [type].flat();
  return (types.includes('number') ? [...types, 'integer'] : types).sort();
};

const wordsOf = ({ type = [] }: Schema): string => [type].flat().join(' or ') || 'any';

function enumChanges(before: Schema, after: Schema, direction: Direction): Change[] {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  if (!now) return old && direction === 'told' ? [notable('may be any value now')] : [];
  if (!old) return direction === 'sent' ? [breaking(`only ${now.join(', ')} are taken now`)] : [];
  const gone = old.filter((value) => !now.includes(value));
  const come = now.filter((value) => !old.includes(value));
  if (direction === 'sent') return gone.length > 0 ? [breaking(`${gone.join(', ')} is not taken any more`)] : [];
  return come.length > 0 ? [notable(`may be ${come.join(', ')} now`)] : [];
}

const valuesOf = (schema: Schema): string[] | undefined =>
  (schema.enum ?? ('const' in schema ? [schema.const] : undefined))?.map((value) => JSON.stringify(value));

const boundChanges = (before: Schema, after: Schema): Change[] =>
  [...UPPER.map((name) => [name, 1] as const), ...LOWER.map((name) => [name, -1] as const)].flatMap(([name, sign]) => {
    const [old, now] = [before[name] as number | undefined, after[name] as number | undefined];
    if (now === undefined || (old !== undefined && now * sign >= old * sign)) return [];
    return [breaking(`${name} was ${old ?? 'not set'}, now it is ${now}`)];
  });

const formChanges = (before: Schema, after: Schema): Change[] =>
  ['pattern', 'format'].flatMap((name) =>
    after[name] === undefined || after[name] === before[name]
      ? []
      : [breaking(`${name} was ${before[name] ?? 'not set'}, now it is ${after[name]}`)],
  );
