import type { Entry } from 'ldapts';

/** One value of an attribute: a text, or bytes that are no UTF-8. */
export type Value = string | Buffer;

/** The values of an attribute, none when the entry lacks it. Servers spell attribute names in their own case. */
export const valuesOf = (entry: Entry, attribute: string): readonly Value[] =>
  Object.entries(entry)
    .filter(([name]) => name.toLowerCase() === attribute.toLowerCase())
    .flatMap(([, values]) => values);

/** The values that are texts. */
export const textsOf = (entry: Entry, attribute: string): string[] =>
  valuesOf(entry, attribute).filter((value) => typeof value === 'string');

/** A value as bytes; ldapts makes a text of bytes that happen to be UTF-8. */
export const bytesOf = (value: Value): Buffer => (typeof value === 'string' ? Buffer.from(value, 'utf8') : value);
