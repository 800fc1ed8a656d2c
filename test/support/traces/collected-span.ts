/** A span as a collector has it; times in nanoseconds. */
export interface CollectedSpan {
  service: string;
  resource: Record<string, unknown>;
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  traceState?: string;
  attributes: Record<string, unknown>;
  links: { traceId: string; spanId: string }[];
  from: bigint;
  to: bigint;
  hasFailed: boolean;
}

interface OtlpValue {
  stringValue?: string;
  intValue?: number | string;
  boolValue?: boolean;
  doubleValue?: number;
  arrayValue?: { values: OtlpValue[] };
}

interface OtlpAttribute {
  key: string;
  value: OtlpValue;
}

interface OtlpSpan extends Omit<CollectedSpan, 'attributes' | 'links'> {
  attributes: OtlpAttribute[];
  links?: { traceId: string; spanId: string }[];
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code?: number };
}

interface OtlpBody {
  resourceSpans: { resource: { attributes: OtlpAttribute[] }; scopeSpans: { spans: OtlpSpan[] }[] }[];
}

const FAILED = 2;

const plainOf = ({ arrayValue, ...value }: OtlpValue): unknown =>
  arrayValue ? arrayValue.values.map(plainOf) : Object.values(value)[0];

const attributesOf = (attributes: readonly OtlpAttribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, plainOf(value)]));

/** The spans of a request to a collector. */
export function spansOf(body: string): CollectedSpan[] {
  return (JSON.parse(body) as OtlpBody).resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const facts = attributesOf(resource.attributes);
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => toSpan(span, facts)));
  });
}

const toSpan = (span: OtlpSpan, resource: Record<string, unknown>): CollectedSpan => ({
  ...span,
  resource,
  service: String(resource['service.name']),
  attributes: attributesOf(span.attributes),
  links: span.links ?? [],
  from: BigInt(span.startTimeUnixNano),
  to: BigInt(span.endTimeUnixNano),
  hasFailed: span.status.code === FAILED,
});

/** The name of a span, and what is under it. */
export type SpanTree = [name: string, under?: readonly SpanTree[]];

/** The spans under a parent, in the order in which they began. */
export function treesUnder(spans: readonly CollectedSpan[], parentSpanId: string): SpanTree[] {
  const children = spans.filter((span) => span.parentSpanId === parentSpanId);
  const inOrder = children.sort((a, b) => Number(a.from - b.from));
  return inOrder.map(({ name, spanId }) => [name, treesUnder(spans, spanId)]);
}

/** Trees as an indented list; siblings stand by name, for those that began in one millisecond have no order. */
export const drawn = (trees: readonly SpanTree[], indent = ''): string[] =>
  [...trees]
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([name, under = []]) => [`${indent}${name}`, ...drawn(under, `${indent}  `)]);
