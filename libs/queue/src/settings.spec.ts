import { expect, it } from '@jest/globals';
import { readSettings } from '#libs/platform';
import { queueSettings } from './settings.js';

const KEY = 'k'.repeat(32);
const { ZONE_KEYS } = queueSettings;
const read = (text: string) => readSettings({ ZONE_KEYS }, { ZONE_KEYS: text }).ZONE_KEYS;

it('reads the keys of each zone, whatever stands in them, the first before the others', () => {
  const keys = read(`docker=${KEY}=, vm=${KEY}, docker=${KEY}`);
  expect([...keys].map(([zone, ofZone]) => [zone, ...ofZone.map((key) => key.reveal())])).toEqual([
    ['docker', `${KEY}=`, KEY],
    ['vm', KEY],
  ]);
});

it.each([
  [KEY, 'entry 1 is not zone=key'],
  [`docker=${KEY},${KEY}`, 'entry 2 is not zone=key'],
  [`Docker=${KEY}`, 'entry 1 is not zone=key'],
  ['docker=kkkk', 'the key of zone docker needs at least 32 characters'],
])('refuses %j without a word of a key', (text, fault) => {
  expect(() => read(text)).toThrow(fault);
  expect(() => read(text)).not.toThrow(/k{4}/);
});
