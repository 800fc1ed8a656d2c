import { describe, expect, it } from '@jest/globals';
import type { Document, Operation, Schema } from './document.js';
import { documentChanges } from './document-changes.js';

const NAME: Schema = { type: 'string', maxLength: 64, pattern: '^[a-z]+$' };
const STATUS: Schema = { type: 'string', enum: ['queued', 'running'] };
const JOB: Schema = {
  type: 'object',
  properties: {
    status: STATUS,
    reason: { type: 'string' },
    parent: { $ref: '#/components/schemas/Job' },
    steps: { type: 'array', items: { $ref: '#/components/schemas/Job' } },
  },
  required: ['status', 'reason'],
};
const INPUT: Schema = {
  allOf: [{ type: 'object', properties: { mode: { type: 'string', enum: ['complete', 'abort'] } } }],
  properties: { priority: { type: 'number', minimum: 1, maximum: 9 } },
};

interface Parts {
  job?: Schema;
  input?: Schema;
  operation?: Partial<Operation>;
  paths?: Document['paths'];
}

const json = (schema: Schema) => ({ 'application/json': { schema } });

function documentOf({ job = JOB, input = INPUT, operation = {}, paths }: Parts = {}): Document {
  const post: Operation = {
    operationId: 'stop',
    parameters: [{ $ref: '#/components/parameters/name' }, { name: 'X-Id', in: 'header', schema: { type: 'string' } }],
    requestBody: { content: json(input) },
    responses: {
      202: { headers: { Location: {} }, content: json({ $ref: '#/components/schemas/Job' }) },
      404: { content: json({ type: 'object', properties: { code: { type: 'string' } } }) },
    },
    ...operation,
  };
  return {
    paths: paths ?? { '/v1/stop/{name}': { post } },
    security: [{ token: [] }],
    components: { schemas: { Job: job }, parameters: { name: { name: 'name', in: 'query', schema: NAME } } },
  };
}

interface Told {
  breaking: string[];
  notable: string[];
}

const PLACE = 'POST /v1/stop/{name}';
const changed = (parts: Parts) => {
  const changes = documentChanges(documentOf(), documentOf(parts));
  const of = (breaks: boolean) =>
    changes.filter((change) => change.breaks === breaks).map(({ text }) => text.replace(`${PLACE}: `, ''));
  return { breaking: of(true), notable: of(false) };
};
const breaks = (...breaking: string[]): Told => ({ breaking, notable: [] });
const isWorthALook = (...notable: string[]): Told => ({ breaking: [], notable });
const parameter = (schema: Schema, more = {}) => ({ name: 'name', in: 'query', schema, ...more });
const jobWith = (properties: Record<string, Schema>, required: readonly string[] = ['status', 'reason']): Schema => ({
  ...JOB,
  properties: { ...JOB.properties, ...properties },
  required,
});

describe('what breaks callers', () => {
  it.each<[string, Parts, string[]]>([
    ['a path that is gone', { paths: {} }, ['/v1/stop/{name}: there is no such path any more']],
    ['a method that is gone', { paths: { '/v1/stop/{name}': {} } }, ['there is no such method any more']],
    ['a parameter that is gone', { operation: { parameters: [] } }, ['query parameter name is not taken any more']],
    [
      'a new required parameter',
      { operation: { parameters: [parameter(NAME), parameter(NAME, { name: 'zone', required: true })] } },
      ['query parameter zone is new and required'],
    ],
    [
      'a parameter that became required',
      { operation: { parameters: [parameter(NAME, { required: true })] } },
      ['query parameter name is required now'],
    ],
    [
      'a parameter with less room and another form',
      { operation: { parameters: [parameter({ ...NAME, maxLength: 32, minLength: 2, pattern: '^[a-c]+$' })] } },
      [
        'query parameter name: maxLength was 64, now it is 32',
        'query parameter name: minLength was not set, now it is 2',
        'query parameter name: pattern was ^[a-z]+$, now it is ^[a-c]+$',
      ],
    ],
    [
      'a parameter of another type',
      { operation: { parameters: [parameter({ ...NAME, type: 'integer' })] } },
      ['query parameter name: the type was string, now it is integer'],
    ],
    [
      'a body that became required',
      { operation: { requestBody: { required: true, content: json(INPUT) } } },
      ['a body is required now'],
    ],
    [
      'a media type that is gone',
      { operation: { requestBody: { content: { 'application/xml': { schema: INPUT } } } } },
      ['body: application/json is not taken any more'],
    ],
    [
      'a value that is taken no more, behind an allOf, and a narrowed number',
      {
        input: {
          properties: {
            mode: { type: 'string', enum: ['abort'] },
            priority: { type: 'integer', minimum: 1, maximum: 5 },
          },
        },
      },
      [
        'body.priority: the type was number, now it is integer',
        'body.priority: maximum was 9, now it is 5',
        'body.mode: "complete" is not taken any more',
      ],
    ],
    [
      'a property of the body that is gone, and a new required one',
      { input: { properties: { mode: { type: 'string' } }, required: ['why'] } },
      ['body.priority is not taken any more', 'body.why is required now'],
    ],
    [
      'a property of the answer that is gone',
      { job: { ...JOB, properties: { status: STATUS } } },
      [
        'answer 202.reason is not told any more',
        'answer 202.parent is not told any more',
        'answer 202.steps is not told any more',
      ],
    ],
    ['a property that may be missing', { job: jobWith({}, ['status']) }, ['answer 202.reason may be missing now']],
    [
      'a property that may be null',
      { job: jobWith({ reason: { type: ['string', 'null'] } }) },
      ['answer 202.reason: the type was string, now it is string or null'],
    ],
    [
      'a status and a header that are gone',
      { operation: { responses: { 200: { content: json(JOB) } } } },
      ['does not answer 202 any more'],
    ],
    [
      'a header that is gone',
      { operation: { responses: { 202: { content: json(JOB) } } } },
      ['answer 202: header Location is not told any more'],
    ],
    [
      'another way to sign in',
      { operation: { security: [{ certificate: [] }] } },
      ['is not open by token any more, but by certificate'],
    ],
    [
      'a scope',
      { operation: { security: [{ token: ['admin'] }] } },
      ['is not open by token any more, but by token admin'],
    ],
  ])('%s', (_, parts, texts) => expect(changed(parts).breaking).toEqual(texts));

  it('a form of a body that is gone', () => {
    const oneOf = [{ type: 'string' }, { type: 'number' }];
    const [before, after] = [documentOf({ input: { oneOf } }), documentOf({ input: { oneOf: [{ type: 'string' }] } })];
    expect(documentChanges(before, after)).toEqual([
      { breaks: true, text: `${PLACE}: body: one of its forms is not taken any more` },
    ]);
    expect(documentChanges(after, before)).toEqual([]);
  });
});

describe('what breaks nobody', () => {
  it.each<[string, Parts, Told]>([
    ['the same', {}, breaks()],
    ['a new path', { paths: { ...documentOf().paths, '/v1/new': {} } }, breaks()],
    [
      'an optional parameter, room',
      {
        operation: {
          parameters: [
            parameter({ type: 'string' }),
            { name: 'X-Id', in: 'header' },
            parameter(NAME, { name: 'zone' }),
          ],
        },
      },
      breaks(),
    ],
    [
      'a property more in answer and body',
      { job: jobWith({ more: NAME }), input: { ...INPUT, properties: { ...INPUT.properties, more: NAME } } },
      breaks(),
    ],
    [
      'a narrower answer',
      { job: jobWith({ status: { type: 'string', enum: ['queued'] } }, ['status', 'reason', 'parent']) },
      breaks(),
    ],
    [
      'a failure fewer',
      { operation: { responses: { 202: documentOf().paths['/v1/stop/{name}']?.['post']?.responses?.['202'] ?? {} } } },
      breaks(),
    ],
    [
      'a header that is ignored',
      { operation: { parameters: [{ $ref: '#/components/parameters/name' }] } },
      isWorthALook('header parameter X-Id is not taken any more'),
    ],
    [
      'a new value in an answer',
      { job: jobWith({ status: { type: 'string', enum: ['queued', 'running', 'stuck'] } }) },
      isWorthALook('answer 202.status: may be "stuck" now'),
    ],
    ['no sign-in', { operation: { security: [] } }, isWorthALook('needs no sign-in any more: is that meant?')],
    [
      'another name',
      { operation: { operationId: 'halt' } },
      isWorthALook('is called halt now, not stop: generated clients name it so'),
    ],
  ])('%s', (_, parts, expected) => expect(changed(parts)).toEqual(expected));
});

it('follows schemas that hold themselves, into lists too', () => {
  const job = jobWith({
    steps: { type: 'array', items: { type: 'object', properties: { status: { type: 'integer' } } } },
  });
  expect(changed({ job }).breaking).toContain('answer 202.steps[].status: the type was string, now it is integer');
});

it('refuses a document whose references lead nowhere', () => {
  const broken = documentOf({ operation: { parameters: [{ $ref: '#/components/parameters/none' }] } });
  expect(() => documentChanges(documentOf(), broken)).toThrow('#/components/parameters/none is not in the document');
});
