import { breaking, type Change, under } from './change.js';
import type { Document, Operation, PathItem } from './document.js';
import { type Documents, operationChanges } from './operation-changes.js';

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace'];

/**
 * What changed for callers between two OpenAPI documents of ours. What is new beside the old is no change for them.
 *
 * Not compared: descriptions, examples, and what callbacks send.
 */
export function documentChanges(before: Document, after: Document): Change[] {
  const documents = { before, after };
  return Object.entries(before.paths).flatMap(([path, item]) => {
    const same = after.paths[path];
    return same ? pathChanges(path, item, same, documents) : [breaking(`${path}: there is no such path any more`)];
  });
}

function pathChanges(path: string, before: PathItem, after: PathItem, documents: Documents): Change[] {
  return operationsOf(before).flatMap(([method, operation]) => {
    const place = `${method.toUpperCase()} ${path}`;
    const same = after[method];
    return same
      ? under(place, operationChanges(operation, same, documents))
      : [breaking(`${place}: there is no such method any more`)];
  });
}

const operationsOf = (item: PathItem): [string, Operation][] =>
  Object.entries(item).filter(([method]) => METHODS.includes(method));
