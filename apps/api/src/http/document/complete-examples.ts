import type { ResponseObject, SchemaOrRef } from './document-types.js';
import { exampleOf } from './example-of.js';

type Schemas = Readonly<Record<string, SchemaOrRef>>;

/**
 * Gives each JSON body of an answer its examples. An example that is there already says what differs from the one that
 * the schema makes; in it, `{ $ref }` stands for an example of that schema.
 */
export function completeExamples({ content }: ResponseObject, schemas: Schemas): void {
  const media = content?.['application/json'];
  if (!media?.schema) return;
  const base = exampleOf(media.schema, schemas) as object;
  if (!media.examples) media.example = base;
  for (const example of Object.values(media.examples ?? {})) {
    if ('$ref' in example) continue;
    const given = Object.entries(example.value as object).map(([name, value]) => [name, filled(value, schemas)]);
    example.value = { ...base, ...Object.fromEntries(given) };
  }
}

const filled = (value: unknown, schemas: Schemas): unknown =>
  typeof value === 'object' && value !== null && '$ref' in value ? exampleOf(value as SchemaOrRef, schemas) : value;
