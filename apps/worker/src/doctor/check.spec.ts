import { describe, expect, it } from '@jest/globals';
import { type Check, Finding, makeChecks, type Verdict } from './check.js';
import { Report, wantsColour } from './report.js';

const well = (name: string, ...needs: string[]): Check => ({ name, needs, look: async () => 'fine' });
const ill = (name: string, ...needs: string[]): Check => ({
  name,
  needs,
  look: () => Promise.reject(new Finding('is ill', 'Do this.')),
});

async function verdictsOf(...checks: Check[]): Promise<[boolean, string[]]> {
  const verdicts: Verdict[] = [];
  const isWell = await makeChecks(checks, (verdict) => verdicts.push(verdict));
  return [isWell, verdicts.map(({ name, state }) => `${name}: ${state}`)];
}

describe('checks', () => {
  it('are well when all are', async () => {
    expect(await verdictsOf(well('a'), well('b', 'a'))).toEqual([true, ['a: ok', 'b: ok']]);
  });

  it('that need what failed are not tried, nor what needs those; others are', async () => {
    const checks = [well('a'), ill('b', 'a'), well('c', 'b'), well('d', 'c'), well('e', 'a')];
    const expected = ['a: ok', 'b: failed', 'c: not tried', 'd: not tried', 'e: ok'];
    expect(await verdictsOf(...checks)).toEqual([false, expected]);
  });

  it('that break are failed, not lost', async () => {
    const broken = { name: 'a', needs: [], look: () => Promise.reject(new TypeError('oops')) };
    expect(await verdictsOf(broken, well('b'))).toEqual([false, ['a: failed', 'b: ok']]);
  });
});

describe('the report', () => {
  const written = (hasColour: boolean, ...verdicts: Verdict[]): string => {
    let text = '';
    const write = (more: string) => {
      text += more;
    };
    const report = new Report({ write }, hasColour, ['TCP', 'host key']);
    for (const verdict of verdicts) report.tell(verdict);
    return text;
  };
  const failed: Verdict = { name: 'TCP', state: 'failed', found: 'closed', next: 'Open it.' };

  it('says what to do next under what failed', () => {
    expect(written(false, failed, { name: 'host key', state: 'not tried', found: 'needs TCP' })).toBe(
      '  failed     TCP       closed\n                       → Open it.\n  not tried  host key  needs TCP\n',
    );
  });

  it('shows text of hosts without what would move the cursor', () => {
    const found = 'a\u001b[2Jb\nfailed \u202ec';
    expect(written(false, { name: 'TCP', state: 'ok', found })).toBe('  ok         TCP       a [2Jb failed  c\n');
  });

  it.each([
    [{ isTTY: true }, {}, true],
    [{ isTTY: true }, { NO_COLOR: '1' }, false],
    [{ isTTY: true }, { NO_COLOR: '' }, true],
    [{}, {}, false],
  ])('on %j with %j has colours: %s', (paper, env, expected) => {
    expect(wantsColour({ write: () => undefined, ...paper }, env)).toBe(expected);
    expect(written(expected, failed).includes('\u001b[31m')).toBe(expected);
  });
});
