import { breaking, type Change, notable, under } from './change.js';
import { type Answer, type Content, type Document, type Operation, type Parameter, resolve } from './document.js';
import type { Direction } from './limit-changes.js';
import { schemaChanges } from './schema-changes.js';

/** The documents that two versions of an operation stand in. */
export interface Documents {
  before: Document;
  after: Document;
}

/** What changed for callers of an operation. */
export const operationChanges = (before: Operation, after: Operation, documents: Documents): Change[] => [
  ...parameterChanges(before, after, documents),
  ...bodyChanges(before, after, documents),
  ...answerChanges(before, after, documents),
  ...securityChanges(before.security ?? documents.before.security, after.security ?? documents.after.security),
  ...(before.operationId === after.operationId
    ? []
    : [notable(`is called ${after.operationId} now, not ${before.operationId}: generated clients name it so`)]),
];

function parameterChanges(before: Operation, after: Operation, documents: Documents): Change[] {
  const [old, now] = [parametersOf(before, documents.before), parametersOf(after, documents.after)];
  const gone = [...old].filter(([name]) => !now.has(name));
  const come = [...now].filter(([name]) => !old.has(name));
  const kept = [...old].flatMap(([name, parameter]) => {
    const same = now.get(name);
    return same ? [[name, parameter, same] as const] : [];
  });
  return [
    // A header that means nothing any more is ignored; any other parameter is refused.
    ...gone.map(([name, { in: place }]) => (place === 'header' ? notable : breaking)(`${name} is not taken any more`)),
    ...come.filter(([, { required }]) => required).map(([name]) => breaking(`${name} is new and required`)),
    ...kept.flatMap(([name, from, to]) => [
      ...(to.required && !from.required ? [breaking(`${name} is required now`)] : []),
      ...under(name, schemaChanges(from.schema, to.schema, { ...documents, direction: 'sent' })),
    ]),
  ];
}

const parametersOf = ({ parameters = [] }: Operation, document: Document): Map<string, Parameter> =>
  new Map(
    parameters
      .map((parameter) => resolve<Parameter>(document, parameter))
      .map((parameter) => [`${parameter.in} parameter ${parameter.name}`, parameter]),
  );

function bodyChanges(
  { requestBody: before }: Operation,
  { requestBody: after }: Operation,
  documents: Documents,
): Change[] {
  if (!before) return after?.required ? [breaking('a body is required now')] : [];
  if (!after) return [breaking('no body is taken any more')];
  return [
    ...(after.required && !before.required ? [breaking('a body is required now')] : []),
    ...under('body', contentChanges(before.content, after.content, documents, 'sent')),
  ];
}

function contentChanges(
  before: Content = {},
  after: Content = {},
  documents: Documents,
  direction: Direction,
): Change[] {
  return Object.entries(before).flatMap(([type, { schema }]) => {
    if (!after[type]) return [breaking(`${type} is not ${direction === 'sent' ? 'taken' : 'answered'} any more`)];
    return schemaChanges(schema, after[type].schema, { ...documents, direction });
  });
}

function answerChanges(
  { responses: before = {} }: Operation,
  { responses: after = {} }: Operation,
  documents: Documents,
): Change[] {
  const come = Object.keys(after).filter((status) => !before[status] && /^[23]/.test(status));
  return [
    ...come.map((status) => notable(`may answer ${status} now`)),
    ...Object.entries(before).flatMap(([status, answer]) => {
      const now = after[status];
      // Of failures callers know the class, and one fewer hurts nobody.
      if (!now) return /^[23]/.test(status) ? [breaking(`does not answer ${status} any more`)] : [];
      return under(`answer ${status}`, oneAnswerChanges(answer, now, documents));
    }),
  ];
}

function oneAnswerChanges(before: Answer, after: Answer, documents: Documents): Change[] {
  const [old, now] = [resolve(documents.before, before), resolve(documents.after, after)];
  const gone = Object.keys(old.headers ?? {}).filter((name) => !Object.hasOwn(now.headers ?? {}, name));
  return [
    ...gone.map((name) => breaking(`header ${name} is not told any more`)),
    ...contentChanges(old.content, now.content, documents, 'told'),
  ];
}

function securityChanges(before: Operation['security'] = [], after: Operation['security'] = []): Change[] {
  const [old, now] = [waysOf(before), waysOf(after)];
  if (now.includes('nothing') && !old.includes('nothing'))
    return [notable('needs no sign-in any more: is that meant?')];
  const gone = old.filter((way) => !now.includes(way));
  return gone.map((way) => breaking(`is not open by ${way} any more, but by ${now.join(' or ')}`));
}

const waysOf = (security: NonNullable<Operation['security']>): string[] =>
  security.length === 0
    ? ['nothing']
    : security.map(
        (way) =>
          Object.entries(way)
            .map(([name, scopes]) => [name, ...scopes].join(' '))
            .join(' and ') || 'nothing',
      );
