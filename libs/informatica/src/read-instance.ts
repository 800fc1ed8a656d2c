import { type ValidationError, validateSync } from 'class-validator';
import type { FieldFault } from '#libs/platform';
import type { InputClass } from './operation.js';

type Convert = (value: unknown) => unknown;

type Conversions = ReadonlyMap<string, Convert>;

/** What was declared by `ReadAs`, by the prototype that it was declared at. */
const declared = new Map<object, Map<string, Convert>>();
/** All of a class, those of its bases too. Decorators run before anything is read. */
const known = new WeakMap<object, Conversions>();

/**
 * A property decorator: what is sent as this field is converted before its rules see it. Whatever cannot be converted is to
 * be given back as it is, for its rule to refuse.
 */
export const ReadAs =
  (convert: Convert): PropertyDecorator =>
  (prototype, field) => {
    const own = declared.get(prototype) ?? new Map<string, Convert>();
    declared.set(prototype, own.set(String(field), convert));
  };

/** An instance and what its rules find wrong with it: it may be used only where that is nothing. */
export interface ReadInstance<T extends object> {
  instance: T;
  faults: FieldFault[];
}

// A class without fields has no rules, which class-validator would take for a class that was forgotten.
const OPTIONS = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false };

/**
 * What every object has. As fields of an instance some of these would hide its class, and with it the rules; others, such as
 * `hasOwnProperty`, class-validator takes for fields that have rules.
 */
const NEVER_FIELDS: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * Makes an instance of a class, whose fields are flat, of an object of unknown origin. Unknown fields are faults too: a misspelt one must not mean its
 * default. Nothing is converted but by `ReadAs`. Throws nothing.
 */
export function readInstance<T extends object>(type: InputClass<T>, plain: object): ReadInstance<T> {
  const instance = new type();
  const faults: FieldFault[] = [];
  const conversions = conversionsOf(type.prototype);
  for (const [field, value] of Object.entries(plain)) {
    const convert = conversions.get(field);
    if (NEVER_FIELDS.has(field)) faults.push(unknownField(field));
    else (instance as Record<string, unknown>)[field] = convert ? convert(value) : value;
  }
  return { instance, faults: [...validateSync(instance, OPTIONS).flatMap(toFieldFaults), ...faults] };
}

/** What class-validator found in one field, one fault for each broken rule. */
const toFieldFaults = ({ property, constraints }: ValidationError): FieldFault[] =>
  Object.entries(constraints ?? {}).map(([rule, detail]) =>
    rule === 'whitelistValidation' ? unknownField(property) : { detail, pointer: `/${property}` },
  );

const unknownField = (field: string): FieldFault => ({ detail: `${field} is not known here`, pointer: `/${field}` });

/** The nearest declaration counts, as with methods. */
function conversionsOf(prototype: object | null): Conversions {
  if (prototype === null) return new Map();
  const found =
    known.get(prototype) ??
    new Map([...conversionsOf(Object.getPrototypeOf(prototype)), ...(declared.get(prototype) ?? [])]);
  known.set(prototype, found);
  return found;
}
