type Node = Record<string, unknown>;

const PARTS = ['allOf', 'oneOf', 'anyOf'];
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A document in which each schema of an object refuses members that it does not list.
 *
 * A document for callers leaves that open, so that answers can get new members; a test that does not refuse them would
 * not see a member that nobody documented. Parts of a schema stay open: the whole is closed.
 */
export const withClosedSchemas = (document: object): object => closed(document, false) as object;

function closed(value: unknown, isPart: boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => closed(one, isPart));
  if (!isNode(value)) return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === 'schemas' ? closedNamed(member) : closed(member, PARTS.includes(key)),
    ]),
  );
  return isPart || !isOfObject(value) ? copy : { ...copy, unevaluatedProperties: false };
}

/** Named schemas may be parts of others; they are closed where they are referred to. */
const closedNamed = (schemas: unknown): unknown =>
  isNode(schemas)
    ? Object.fromEntries(Object.entries(schemas).map(([name, one]) => [name, closed(one, true)]))
    : schemas;

const isOfObject = (schema: Node): boolean =>
  String(schema['$ref'] ?? '').startsWith('#/components/schemas/') ||
  PARTS.some((key) => Array.isArray(schema[key])) ||
  (schema['type'] === 'object' && isNode(schema['properties']));
