import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Answer, ApiClient } from './api-client.js';
import { withClosedSchemas } from './contract/closed-schemas.js';
import {
  type DocumentedOperation,
  type Header,
  type OpenApi,
  pointerTo,
  type Response,
  resolve,
} from './contract/openapi.js';
import { assertOutside } from './contract/outside.js';

/** What HTTP itself says of an answer: no API documents that. */
const PLUMBING = ['date', 'connection', 'keep-alive', 'content-length', 'content-type', 'transfer-encoding'];

const FORMATS = {
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  int32: true,
  int64: true,
} as const;

/** An operation and where it stands. */
export interface Located {
  method: string;
  path: string;
  operation: DocumentedOperation;
}

/** Compares answers with the API's own OpenAPI document. */
export class Contract {
  readonly #ajv = new Ajv2020({ strict: false, formats: FORMATS, allErrors: true });
  readonly #validators = new Map<string, ValidateFunction>();
  /** Each operation with what its path looks like, the most literal path first. */
  readonly #patterns: [RegExp, Located][];

  constructor(readonly document: OpenApi) {
    this.#ajv.addSchema(withClosedSchemas(document), 'document');
    this.#patterns = this.operations
      .sort((left, right) => left.path.split('{').length - right.path.split('{').length)
      .map((one) => [patternOf(one.path), one]);
  }

  static async readFrom(client: ApiClient): Promise<Contract> {
    return new Contract((await client.get('/docs-json')).body as unknown as OpenApi);
  }

  /** Every documented operation with its method and path. */
  get operations(): Located[] {
    return Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
    );
  }

  /**
   * Throws where the status, the headers, the media type or the body of an answer is not as documented, and where it is a
   * 500. An answer of no operation must be one that the document's description tells of. Hands the answer on.
   */
  check(answer: Answer): Answer {
    const { method = 'GET', path } = answer.question;
    const found = this.find(method, path);
    const faults = found ? this.#faultsOf(found, answer, method === 'HEAD') : assertOutside(answer);
    if (faults.length === 0) return answer;
    throw new Error(`${method} ${path} was answered ${answer.status}: ${faults.join('; ')}: ${answer.text}`);
  }

  /** The operation that answers a request, if one does. */
  find(method: string, path: string): Located | undefined {
    const wanted = (path.split(/[?#]/)[0] ?? '').replace(/(.)\/$/, '$1');
    const known = method === 'HEAD' ? 'GET' : method;
    return this.#patterns.find(([pattern, one]) => one.method === known && pattern.test(wanted))?.[1];
  }

  /** The answer of an operation with a status, and a pointer to it. */
  response(
    { method, path, operation }: Located,
    status: number | string,
  ): { response: Response; at: string } | undefined {
    const response = operation.responses[status];
    if (!response) return undefined;
    if (response.$ref)
      return { response: resolve(this.document, response.$ref) as Response, at: encodeRef(response.$ref) };
    return { response, at: pointerTo('paths', path, method.toLowerCase(), 'responses', String(status)) };
  }

  /** A validator for the schema at a pointer of the document; throws where it is no JSON Schema. */
  validator(pointer: string): ValidateFunction {
    const known = this.#validators.get(pointer) ?? this.#ajv.compile({ $ref: `document${pointer}` });
    this.#validators.set(pointer, known);
    return known;
  }

  /** What is wrong with a value by the schema at a pointer. */
  faults(pointer: string, value: unknown): string[] {
    const validate = this.validator(pointer);
    if (validate(value)) return [];
    return (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message} ${JSON.stringify(one.params)}`);
  }

  #faultsOf(located: Located, answer: Answer, isHead: boolean): string[] {
    const { status, headers, body, text } = answer;
    const found = this.response(located, status);
    if (!found) return ['the status is not documented'];
    const { response, at } = found;
    const faults = [...this.#headerFaults(response, headers), ...(status === 500 ? ['a fault of ours'] : [])];
    if (!response.content || isHead) return text === '' ? faults : [...faults, 'a body where none is documented'];
    const type = (headers['content-type'] ?? '').split(';')[0] ?? '';
    if (!response.content[type]) return [...faults, `"${type}" is not documented`];
    const pointer = `${at}${pointerTo('content', type, 'schema').slice(1)}`;
    return [...faults, ...(type.endsWith('json') ? this.faults(pointer, body) : [])];
  }

  #headerFaults({ headers: own = {} }: Response, headers: Answer['headers']): string[] {
    const documented = new Map<string, Header>();
    for (const [name, header] of [
      ...Object.entries(own),
      ...Object.entries(this.document['x-headers-of-every-answer']),
    ]) {
      const ref = '$ref' in header ? String(header.$ref) : undefined;
      documented.set(name.toLowerCase(), ref ? (resolve(this.document, ref) as Header) : header);
    }
    const unknown = Object.keys(headers).filter((name) => !PLUMBING.includes(name) && !documented.has(name));
    const faults = [...documented].flatMap(([name, header]) => this.#headerFault(name, header, headers[name]));
    return [...unknown.map((name) => `header ${name} is not documented`), ...faults];
  }

  #headerFault(name: string, { required, schema }: Header, value: string | string[] | undefined): string[] {
    if (value === undefined) return required ? [`header ${name} is missing`] : [];
    const read = schema.type === 'integer' ? Number(value) : value;
    return this.#ajv.validate(schema as object, read) ? [] : [`header ${name} is "${value}"`];
  }
}

const encodeRef = (ref: string): string => pointerTo(...ref.slice(2).split('/'));

const patternOf = (template: string): RegExp => new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
