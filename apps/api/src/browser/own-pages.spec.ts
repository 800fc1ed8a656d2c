import { describe, expect, it } from '@jest/globals';
import { assertOwnPage } from './own-pages.js';

const ORIGIN = 'https://ops.example';

type Headers = Record<string, string>;

function isLetIn(method: string, headers: Headers, isMarked = true): boolean {
  try {
    assertOwnPage({ method, headers }, ORIGIN, () => isMarked);
    return true;
  } catch {
    return false;
  }
}

describe('with a session, one reads', () => {
  it.each<[string, Headers]>([
    ['by an address that was typed', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
    ['by a link from elsewhere', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
    ['from a page of ours', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }],
    ['with an old browser, which says nothing', {}],
  ])('%s', (_how, headers) => expect(isLetIn('GET', headers, false)).toBe(true));

  it.each(['cross-site', 'same-site'])('not from the script of a page that is %s', (site) => {
    expect(isLetIn('GET', { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' })).toBe(false);
  });
});

describe('with a session, one changes something', () => {
  const OURS = { origin: ORIGIN, 'sec-fetch-site': 'same-origin' };

  it('from a page of ours that knows the mark, also with an old browser', () => {
    expect([isLetIn('POST', OURS), isLetIn('PUT', { origin: ORIGIN })]).toEqual([true, true]);
  });

  it.each<[string, Headers, boolean]>([
    ['from our page without the mark', OURS, false],
    ['from a foreign page that somehow knows the mark', { ...OURS, origin: 'https://evil.example' }, true],
    ['from a sibling of our host', { ...OURS, origin: 'https://etl.example', 'sec-fetch-site': 'same-site' }, true],
    ['from our host on another port', { ...OURS, origin: 'https://ops.example:8443' }, true],
    ['from our host in the clear', { ...OURS, origin: 'http://ops.example' }, true],
    ['from a page that hides where it is', { ...OURS, origin: 'null' }, true],
    ['from nowhere', { 'sec-fetch-site': 'same-origin' }, true],
    [
      'by a form of another site',
      { origin: ORIGIN, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
      true,
    ],
  ])('not %s', (_how, headers, isMarked) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'get']) {
      expect(isLetIn(method, headers, isMarked)).toBe(false);
    }
  });
});
