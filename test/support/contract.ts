import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Answer, ApiClient } from './api-client.js';

interface Response {
  description: string;
  content?: Record<string, { schema?: object }>;
}

/** The part of an operation of an OpenAPI document that tests look at. */
export interface DocumentedOperation {
  operationId: string;
  summary?: string;
  deprecated?: boolean;
  security?: object[];
  requestBody?: { required?: boolean };
  responses: Record<string, Response>;
}

/** The OpenAPI document. */
export interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
  security: object[];
}

/** Compares answers with the API's own OpenAPI document. */
export class Contract {
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });

  constructor(readonly document: OpenApi) {}

  static async readFrom(client: ApiClient): Promise<Contract> {
    return new Contract((await client.get('/docs-json')).body as unknown as OpenApi);
  }

  /** Every documented operation with its method and path. */
  get operations(): { method: string; path: string; operation: DocumentedOperation }[] {
    return Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
    );
  }

  /** Throws where the status, the media type or the body of an answer is not as documented. Hands the answer on. */
  check(answer: Answer): Answer {
    const { question, status, headers, body } = answer;
    const asked = `${question.method ?? 'GET'} ${question.path}`;
    const { operation } = this.#find(question.method ?? 'GET', question.path);
    const response = operation.responses[status];
    if (!response) throw new Error(`${asked}: status ${status} is not documented: ${answer.text}`);
    if (!response.content && answer.text === '') return answer;
    const type = (headers['content-type'] ?? '').split(';')[0] ?? '';
    const documented = response.content?.[type];
    if (!documented) throw new Error(`${asked}: ${status} as "${type}" is not documented`);
    const faults = type.endsWith('json') ? this.#faults(documented.schema ?? {}, body, type) : [];
    if (faults.length > 0) throw new Error(`${asked}: ${status} differs from its schema: ${faults.join('; ')}`);
    return answer;
  }

  #find(method: string, path: string) {
    const [bare = ''] = path.split('?');
    const wanted = bare.replace(/(.)\/$/, '$1');
    const found = this.operations
      .filter((one) => one.method === method && patternOf(one.path).test(wanted))
      .sort((left, right) => left.path.split('{').length - right.path.split('{').length)[0];
    if (!found) throw new Error(`${method} ${path} is not documented`);
    return found;
  }

  /** A validator for a schema of the document; throws where it is no JSON Schema. */
  compile(schema: object, isClosed = false): ValidateFunction {
    const { components } = this.document;
    return this.#ajv.compile({ allOf: [schema], ...(isClosed && { unevaluatedProperties: false }), components });
  }

  /** Problem objects may have members that are not listed (RFC 9457); nothing else may. */
  #faults(schema: object, body: unknown, type: string): string[] {
    const validate = this.compile(schema, type !== 'application/problem+json');
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }
}

const patternOf = (template: string): RegExp => new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
