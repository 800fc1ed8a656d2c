import { describe, expect, it } from '@jest/globals';
import { type EtlaasClient, pathOf } from '#client';
import { Story } from './story.js';
import { Tour } from './tour.js';

const up = { name: 'INT_MAE_D02', enabled: true, alive: true, endpoint: 'host:6021' };
const down = { name: 'INT_MAE_D02', enabled: false, alive: false };

const GOOD = [
  { services: [{ ...up, name: 'INT_MAE_D01' }, up] },
  { changed: true, before: up, after: down },
  down,
  { changed: true, before: down, after: up },
];

/** Plays the tour against an API that gives these results; what was printed and asked for. */
async function play(results: readonly unknown[], isTTY = false): Promise<{ text: string; asked: string[] }> {
  let text = '';
  const asked: string[] = [];
  const api = {
    run: async (method: string, path: string, place: object) =>
      results[asked.push(`${method} ${pathOf(path, place).split('/').pop()}`) - 1],
  };
  const write = (piece: string | Uint8Array) => {
    text += piece;
    return true;
  };
  await new Tour(api as unknown as EtlaasClient, new Story({ write, isTTY })).play();
  return { text, asked };
}

describe('the tour', () => {
  it('lists, stops, sees, starts, and shows the services in columns', async () => {
    const { text, asked } = await play(GOOD);
    expect(asked).toEqual([
      'GET integration-services?environment=Development',
      'POST stop?environment=Development',
      'GET INT_MAE_D02?environment=Development',
      'POST start?environment=Development',
    ]);
    expect(text).toContain('     service      enabled  alive  endpoint\n     INT_MAE_D01  yes      yes    host:6021\n');
    expect(text).toContain('INT_MAE_D02  no       no     -\n');
  });

  it('is coloured on a terminal only', async () => {
    expect((await play(GOOD)).text).not.toContain('\x1b');
    expect((await play(GOOD, true)).text).toContain('\x1b');
  });

  it.each([
    ['the service does not run at first', 0, { services: [down] }],
    ['nothing is stopped', 1, { changed: false, before: down, after: down }],
    ['it still answers', 1, { changed: true, before: up, after: { ...down, alive: true } }],
    ['it is not seen stopped', 2, up],
    ['it does not run again', 3, { changed: true, before: down, after: down }],
  ])('fails where %s', async (_what, step, result) => {
    await expect(play(GOOD.with(step, result as never))).rejects.toThrow('INT_MAE_D02 should');
  });
});
