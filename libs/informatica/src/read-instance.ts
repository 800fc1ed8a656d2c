import { type ValidationError, validateSync } from 'class-validator';
import type { FieldFault } from '#libs/platform';

type Convert = (value: unknown) => unknown;

/** What was declared by `ReadAs`, by the prototype that it was declared at. */
const conversions = new Map<object, Map<string, Convert>>();

/**
 * A property decorator: what is sent as this field is converted before its rules see it. Whatever cannot be converted is to
 * be given back as it is, for its rule to refuse.
 */
export const ReadAs =
  (convert: Convert): PropertyDecorator =>
  (prototype, field) => {
    const known = conversions.get(prototype) ?? new Map<string, Convert>();
    conversions.set(prototype, known.set(String(field), convert));
  };

/** A class that has its rules by decorators of class-validator; its fields are flat. */
export type RuledClass<T extends object> = new () => T;

/** An instance and what its rules find wrong with it: it may be used only where that is nothing. */
export interface ReadInstance<T extends object> {
  instance: T;
  faults: FieldFault[];
}

// A class without fields has no rules, which class-validator would take for a class that was forgotten.
const OPTIONS = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false };

/** As fields of an instance these would hide its class, and with it the rules. */
const NEVER_FIELDS = new Set(['constructor', '__proto__']);

/**
 * Makes an instance of a class of an object of unknown origin. Unknown fields are faults too: a misspelt one must not mean its
 * default. Nothing is converted but by `ReadAs`. Throws nothing.
 */
export function readInstance<T extends object>(type: RuledClass<T>, plain: object): ReadInstance<T> {
  const instance = new type();
  const faults: FieldFault[] = [];
  for (const [field, value] of Object.entries(plain)) {
    if (NEVER_FIELDS.has(field)) faults.push(unknown(field));
    else (instance as Record<string, unknown>)[field] = converterOf(type.prototype, field)(value);
  }
  return { instance, faults: [...validateSync(instance, OPTIONS).flatMap(toFieldFaults), ...faults] };
}

/** What class-validator found in one field, one fault for each broken rule. */
const toFieldFaults = ({ property, constraints }: ValidationError): FieldFault[] =>
  Object.entries(constraints ?? {}).map(([rule, detail]) =>
    rule === 'whitelistValidation' ? unknown(property) : { detail, pointer: `/${property}` },
  );

const unknown = (field: string): FieldFault => ({ detail: `${field} is not known here`, pointer: `/${field}` });

const asItIs: Convert = (value) => value;

/** The nearest declaration counts, as with methods. */
function converterOf(prototype: object | null, field: string): Convert {
  if (prototype === null || conversions.size === 0) return asItIs;
  return conversions.get(prototype)?.get(field) ?? converterOf(Object.getPrototypeOf(prototype), field);
}
