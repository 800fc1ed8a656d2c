/** A header of an answer. */
export interface Header {
  required?: boolean;
  schema: { type?: string };
}

/** An answer of an operation, or a reference to a shared one. */
export interface Response {
  $ref?: string;
  description: string;
  headers?: Record<string, Header & { $ref?: string }>;
  content?: Record<string, Media>;
  links?: Record<string, { operationId: string; parameters: Record<string, string> }>;
}

/** A body in one media type. */
export interface Media {
  schema?: object;
  example?: unknown;
  examples?: Record<string, { $ref?: string; value?: unknown }>;
}

/** A parameter of an operation. */
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: { type?: string; pattern?: string; format?: string; enum?: string[]; maxLength?: number; example?: unknown };
}

/** The part of an operation of an OpenAPI document that tests look at. */
export interface DocumentedOperation {
  operationId: string;
  summary?: string;
  deprecated?: boolean;
  security?: object[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, Media> };
  responses: Record<string, Response>;
}

/** The OpenAPI document. */
export interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
  security: object[];
  'x-headers-of-every-answer': Record<string, Header>;
}

/** The value that a reference names. */
export const resolve = (document: object, ref: string): unknown =>
  ref
    .slice(2)
    .split('/')
    .reduce<unknown>((value, key) => (value as Record<string, unknown>)[unescaped(key)], document);

const unescaped = (key: string): string => key.replaceAll('~1', '/').replaceAll('~0', '~');

/** A JSON pointer to a member, as a fragment. */
export const pointerTo = (...keys: string[]): string =>
  `#/${keys.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
