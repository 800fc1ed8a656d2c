import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { LoneApi } from '../../testing/lone-api.js';
import { operationsOf } from './document-types.js';

/** Pages and their parts: they are for people, and no program should call them. */
const PAGES = /^\/(?:docs|docs-json|queues|ops|session|sign-in|sign-out)(?:[/?-]|$)/;

let api: LoneApi;
const served = new Set<string>();

beforeAll(async () => {
  api = await LoneApi.start({
    groups: { ops: ['ETLAAS_OPS'] },
    onRoute: ({ method, url }) => {
      for (const one of [method].flat()) served.add(`${one} ${url.replace(/(.)\/$/, '$1')}`);
    },
  });
});
afterAll(() => api?.stop());

describe('the document and the router', () => {
  it('have the same routes; HEAD goes where GET goes', async () => {
    const document = (await api.app.inject({ url: '/docs-json' })).json<OpenAPIObject>();
    const documented = operationsOf(document).map(
      ({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{([^}]+)\}/g, ':$1')}`,
    );
    const routes = [...served].filter((route) => !PAGES.test(route.split(' ')[1] ?? ''));
    const heads = routes.filter((route) => route.startsWith('HEAD '));
    expect(routes.filter((route) => !heads.includes(route)).sort()).toEqual(documented.sort());
    expect(heads.filter((route) => !served.has(route.replace('HEAD', 'GET')))).toEqual([]);
    expect(documented.length).toBeGreaterThan(20);
  });
});
