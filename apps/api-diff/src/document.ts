/** A schema of an OpenAPI document, as far as changes of it are understood. */
export interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  format?: string;
  pattern?: string;
  enum?: readonly unknown[];
  const?: unknown;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  allOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  anyOf?: readonly Schema[];
  readonly [bound: string]: unknown;
}

export type Content = Readonly<Record<string, { schema?: Schema }>>;

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
}

export interface Answer {
  $ref?: string;
  content?: Content;
  headers?: Readonly<Record<string, unknown>>;
}

export interface Operation {
  operationId?: string;
  parameters?: readonly (Parameter | { $ref: string })[];
  requestBody?: { required?: boolean; content?: Content };
  responses?: Readonly<Record<string, Answer>>;
  security?: readonly Readonly<Record<string, readonly string[]>>[];
  callbacks?: Readonly<Record<string, Readonly<Record<string, PathItem>>>>;
}

export type PathItem = Readonly<Record<string, Operation>>;

export interface Document {
  paths: Readonly<Record<string, PathItem>>;
  security?: Operation['security'];
  [part: string]: unknown;
}

/** What a local reference stands for; anything else is itself. Throws where a reference leads nowhere. */
export function resolve<T extends object>(document: Document, value: T | { $ref: string }): T {
  if (!('$ref' in value) || typeof value.$ref !== 'string') return value as T;
  const steps = value.$ref.replace(/^#\//, '').split('/');
  const found = steps.reduce<unknown>(
    (at, step) => (at as Record<string, unknown> | undefined)?.[unescaped(step)],
    document,
  );
  if (found === undefined) throw new Error(`${value.$ref} is not in the document`);
  return resolve(document, found as T);
}

const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');

/** A schema without references and `allOf` at its top: what all of its parts say together. */
export function flat(document: Document, schema: Schema): Schema {
  const { allOf = [], ...own } = resolve(document, schema);
  const parts = [own, ...allOf.map((part) => flat(document, part))];
  const properties: Schema['properties'] = Object.assign({}, ...parts.map((part) => part.properties));
  const required = parts.flatMap((part) => part.required ?? []);
  const whole: Schema = Object.assign({}, ...parts);
  return { ...whole, ...(properties && { properties }), ...(required.length > 0 && { required }) };
}
