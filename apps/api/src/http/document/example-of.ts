import type { SchemaObject, SchemaOrRef } from './document-types.js';

type Schemas = Readonly<Record<string, SchemaOrRef>>;

const REF = '#/components/schemas/';

/**
 * A value that a schema describes, out of the examples of its properties. Properties that need not be there are there
 * where they have an example.
 */
export function exampleOf(schema: SchemaOrRef, schemas: Schemas): unknown {
  if ('$ref' in schema) return exampleOf(schemas[schema.$ref.slice(REF.length)] ?? {}, schemas);
  const { example, allOf, oneOf, items } = schema;
  if (example !== undefined) return example;
  if (allOf) return Object.assign({}, ...allOf.map((part) => exampleOf(part, schemas)));
  if (oneOf?.[0]) return exampleOf(oneOf[0], schemas);
  if (schema.type === 'array') return items ? [exampleOf(items, schemas)] : [];
  return schema.type === 'object' ? exampleObject(schema, schemas) : exampleScalar(schema);
}

const exampleObject = ({ properties = {}, required = [] }: SchemaObject, schemas: Schemas): object =>
  Object.fromEntries(
    Object.entries(properties)
      .filter(
        ([name, property]) => required.includes(name) || ('example' in property && property.example !== undefined),
      )
      .map(([name, property]) => [name, exampleOf(property, schemas)]),
  );

const TIME = '2025-01-06T09:20:03.120Z';

function exampleScalar({ type, format, enum: [first] = [] }: SchemaObject): unknown {
  if (first !== undefined) return first;
  if (type === 'boolean') return true;
  if (format === 'date-time') return TIME;
  return type === 'integer' ? 1 : 'text';
}
