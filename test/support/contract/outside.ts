import type { Answer } from '../api-client.js';

/** Pages and their parts, which the document does not describe. */
const PAGES = /^\/(?:docs|docs-json|queues)(?:[/?-]|$)/;

/** What is refused before anybody knows that there is no route: addresses, headers and bodies that cannot be read. */
const BEFORE_ROUTES = [
  ...['VALIDATION_FAILED', 'MALFORMED_REQUEST', 'MALFORMED_BODY', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
  'HEADERS_TOO_LARGE',
];

/**
 * What is wrong with an answer of no documented operation. It says that there is no such path or method, or that the
 * address cannot be read, as the description of the document tells.
 */
export function assertOutside({ question, status, headers, body }: Answer): string[] {
  if (PAGES.test(question.path)) return status < 500 ? [] : ['a fault of ours'];
  if (status === 204 && headers['access-control-allow-methods']) return [];
  if (question.method === 'HEAD') return status >= 400 && status < 500 ? [] : ['no such route, and no refusal'];
  const type = headers['content-type'];
  if (type !== 'application/problem+json; charset=utf-8') return [`"${type}" is no problem`];
  const { code } = body;
  if (status === 404 && code === 'ROUTE_NOT_FOUND') return [];
  if (status === 405 && code === 'METHOD_NOT_ALLOWED') return headers.allow ? [] : ['405 without Allow'];
  if (BEFORE_ROUTES.includes(String(code))) return [];
  return [`no such route, and not 404: ${code}`];
}
