import type { ResponseObject, SchemaOrRef } from './document-types.js';
import { exampleOf } from './example-of.js';

type Schemas = Readonly<Record<string, SchemaOrRef>>;

/**
 * Gives each JSON body of an answer its examples. An example that is there already says what differs from the one that
 * the schema makes, or an example of the schema at its own `$ref`; in it, `{ $ref }` stands for an example of that schema.
 */
export function completeExamples({ content }: ResponseObject, schemas: Schemas): void {
  const media = content?.['application/json'];
  if (!media?.schema) return;
  const base = exampleOf(media.schema, schemas) as object;
  if (!media.examples) media.example = base;
  for (const example of Object.values(media.examples ?? {})) {
    if ('$ref' in example) continue;
    const { $ref, ...own } = example.value as { $ref?: string };
    const from = $ref ? (exampleOf({ $ref }, schemas) as object) : base;
    const given = Object.entries(own).map(([name, value]) => [name, filled(value, schemas)]);
    example.value = { ...from, ...Object.fromEntries(given) };
  }
}

const filled = (value: unknown, schemas: Schemas): unknown =>
  typeof value === 'object' && value !== null && '$ref' in value ? exampleOf(value as SchemaOrRef, schemas) : value;
