import { describe, expect, it } from '@jest/globals';
import { operationsByName } from '#libs/informatica';
import { JOB_STATUSES } from '#libs/queue';
import { readPageFiles } from './page-files.js';

const files = readPageFiles();
const textOf = (name: string): string => files.get(name)?.body.toString() ?? '';
const listIn = (name: string): string[] => {
  const [, list = ''] = new RegExp(`export const ${name} = \\[([^\\]]+)\\]`).exec(textOf('words.js')) ?? [];
  return [...list.matchAll(/'([^']+)'/g)].map(([, word = '']) => word);
};

describe('the files of the page', () => {
  it('offer what there is to choose', () => {
    expect(listIn('OPERATIONS').sort()).toEqual([...operationsByName.keys()].sort());
    expect(listIn('STATUSES').sort()).toEqual([...JOB_STATUSES].sort());
  });

  it('load nothing but each other, and never take a text for markup', () => {
    const all = [...files].map(([name]) => textOf(name)).join('\n');
    const loaded = [...all.matchAll(/(?:src|href)="(\/ops\/assets\/[^"]+)"|from '\.\/([^']+)'/g)];
    expect(loaded.length).toBeGreaterThan(10);
    for (const [, asset, module] of loaded) expect(files.has(asset?.split('/').at(-1) ?? module ?? '')).toBe(true);
    expect(all).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|style="| on\w+="/);
    expect(all.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:\/\//);
  });

  it('are pages, scripts and styles, and nothing else that lies there', () => {
    expect([...files.keys()].some((name) => name.endsWith('.json'))).toBe(false);
    expect(files.get('main.js')?.type).toBe('text/javascript; charset=utf-8');
  });
});
