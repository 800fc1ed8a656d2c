import type { SchemaObject, SchemaOrRef } from './document-types.js';

/** Our own times are named like this and written as ISO 8601; those that Informatica printed are not. */
const TIME_NAME = /At$|^notAfter$|[sS]ince$/;

type Properties = Record<string, SchemaOrRef>;

/** Says of our schemas what @nestjs/swagger cannot know or says wrongly. */
export function mendSchemas(schemas: Record<string, SchemaOrRef>): void {
  for (const schema of Object.values(schemas)) {
    for (const [name, property] of propertiesOf(schema)) mendProperty(name, property);
  }
}

const propertiesOf = (schema: SchemaOrRef): [string, SchemaOrRef][] =>
  'properties' in schema ? Object.entries((schema.properties ?? {}) as Properties) : [];

function mendProperty(name: string, property: SchemaOrRef): void {
  if ('$ref' in property) return;
  if (property.type === 'number') Object.assign(property, { type: 'integer', format: 'int64' });
  if (property.type === 'string' && TIME_NAME.test(name)) property.format = 'date-time';
  // @nestjs/swagger 12 puts the `required` of an array of arrays into its items, where JSON Schema wants a list of names.
  const { items } = property as SchemaObject;
  if (items && 'required' in items && !Array.isArray(items.required)) delete items.required;
}

/** What callers send is read to the letter: a field that is not known is refused. */
export function closeBody(schema: SchemaOrRef | undefined): void {
  if (schema && 'properties' in schema) Object.assign(schema, { additionalProperties: false });
}
