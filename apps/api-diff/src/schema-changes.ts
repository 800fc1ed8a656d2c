import { breaking, type Change, notable, under } from './change.js';
import { type Document, flat, type Schema } from './document.js';
import { type Direction, limitChanges } from './limit-changes.js';

/** Both documents, and which pairs of schemas are being compared: a schema may hold itself. */
export interface Comparison {
  before: Document;
  after: Document;
  direction: Direction;
  open?: ReadonlySet<string>;
}

/** What changed between two schemas, all the way down. */
export function schemaChanges(before: Schema | undefined, after: Schema | undefined, comparison: Comparison): Change[] {
  if (!before || !after) return [];
  const pair = `${before.$ref} ${after.$ref}`;
  if (before.$ref && comparison.open?.has(pair)) return [];
  const inside = { ...comparison, open: new Set([...(comparison.open ?? []), pair]) };
  const [old, now] = [flat(comparison.before, before), flat(comparison.after, after)];
  return [
    ...limitChanges(old, now, comparison.direction),
    ...propertyChanges(old, now, inside),
    ...under('[]', schemaChanges(old.items, now.items, inside)),
    ...choiceChanges(old, now, inside),
  ];
}

function propertyChanges(before: Schema, after: Schema, comparison: Comparison): Change[] {
  const [old, now] = [before.properties ?? {}, after.properties ?? {}];
  const isSent = comparison.direction === 'sent';
  const gone = Object.keys(old).filter((name) => !Object.hasOwn(now, name));
  const kept = Object.keys(old).filter((name) => Object.hasOwn(now, name));
  return [
    ...gone.map((name) => breaking(`.${name} ${isSent ? 'is not taken any more' : 'is not told any more'}`)),
    ...requirementChanges(before, after, isSent).filter(
      ({ text }) => !gone.some((name) => text.startsWith(`.${name} `)),
    ),
    ...kept.flatMap((name) => under(`.${name}`, schemaChanges(old[name], now[name], comparison))),
  ];
}

function requirementChanges(before: Schema, after: Schema, isSent: boolean): Change[] {
  const [old, now] = [before.required ?? [], after.required ?? []];
  if (isSent) return now.filter((name) => !old.includes(name)).map((name) => breaking(`.${name} is required now`));
  return old.filter((name) => !now.includes(name)).map((name) => breaking(`.${name} may be missing now`));
}

/** Each choice must have its equal: of what is sent each old one, of what is told each new one. */
function choiceChanges(before: Schema, after: Schema, comparison: Comparison): Change[] {
  const [old, now] = [choicesOf(before), choicesOf(after)];
  if (old.length === 0 && now.length === 0) return [];
  const breaksNot = (from: Schema, to: Schema) => !schemaChanges(from, to, comparison).some(({ breaks }) => breaks);
  if (comparison.direction === 'sent') {
    const isCovered = now.length === 0 || old.every((from) => now.some((to) => breaksNot(from, to)));
    return isCovered ? [] : [breaking('one of its forms is not taken any more')];
  }
  const isKnown = now.length === 0 || now.every((to) => old.some((from) => breaksNot(from, to)));
  return isKnown ? [] : [notable('may have a form that it had not before')];
}

const choicesOf = ({ oneOf = [], anyOf = [] }: Schema): Schema[] => [...oneOf, ...anyOf];
