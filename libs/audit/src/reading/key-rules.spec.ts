import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { anchorLine } from '../anchor.js';
import { useAuditDirectories } from '../testing/use-audit-directories.js';
import { keysNamed } from '../testing/written-chain.js';
import { KeyRules } from './key-rules.js';
import { verifyAudit } from './verify-audit.js';

const audit = useAuditDirectories();
const keys = keysNamed('k2', 'k1');

/** Record n of a written chain is of 10:00:00 and n seconds. */
const at = (seconds: number) => new Date(Date.UTC(2026, 2, 1, 10) + 1000 * seconds).toISOString();

async function faults(rules: object, ...anchorDirectories: string[]) {
  const keyRules = KeyRules.parse(JSON.stringify(rules));
  const { findings } = await verifyAudit({ directories: [audit.directory], anchorDirectories, keys, keyRules });
  return findings.map(({ kind, seq, lastSeq, message }) => [kind, seq, lastSeq, message.replace(/^.*but /, '')]);
}

/** Ten records of k1, then ten of k2. */
function rotated() {
  const chain = audit.chain().begin().putMany(9);
  chain.keys = keysNamed('k2');
  return chain.putMany(10);
}

describe('a record whose key could not have signed it is a fault:', () => {
  it('none where every key was used by its writer, in its time', async () => {
    rotated();
    const k1 = { writers: ['worker-1'], notAfter: at(10) };
    expect(await faults({ k1, k2: { writers: ['api-1', 'worker-1'], notBefore: at(11) } })).toEqual([]);
    expect(await faults({ k1: {}, k2: {} })).toEqual([]);
  });

  it('the key of another writer', async () => {
    rotated();
    expect(await faults({ k1: {}, k2: { writers: ['api-1'] } })).toEqual([
      ['wrong-key', 11, 20, 'key k2 is none of writer worker-1'],
    ]);
  });

  it('of another writer, as the record itself says', async () => {
    audit.chain().begin().put({ writer: 'api-1' }).put();
    expect(await faults({ k1: { writers: ['worker-1'] } })).toEqual([
      ['wrong-key', 2, 2, 'key k1 is none of writer api-1'],
    ]);
  });

  it('one that was retired, or not yet in use', async () => {
    rotated();
    expect(await faults({ k1: { notAfter: at(8) }, k2: { notBefore: at(13) } })).toEqual([
      ['wrong-key', 9, 10, `key k1 was retired at ${at(8)}`],
      ['wrong-key', 11, 12, `key k2 was not in use before ${at(13)}`],
    ]);
  });

  it('one that was retired, whatever time the record claims', async () => {
    const chain = rotated();
    chain.keys = keysNamed('k1');
    chain.put({ ts: at(5) });
    expect(await faults({ k1: { notAfter: at(10) }, k2: {} })).toEqual([
      ['wrong-key', 21, 21, `key k1 was retired at ${at(10)}, before records that stand before`],
    ]);
  });

  it.each([
    ['no time', undefined],
    ['no time that can be read', 'noon'],
  ])('the same behind records of which the first has %s', async (_, ts) => {
    const chain = audit.chain().begin().putMany(9);
    chain.keys = keysNamed('k2');
    chain.put({ ts }).putMany(9);
    chain.keys = keysNamed('k1');
    chain.put({ ts: at(5) });
    expect(await faults({ k1: { notAfter: at(10) }, k2: {} })).toEqual([['wrong-key', 21, 21, expect.anything()]]);
  });

  it('the same in a segment of its own', async () => {
    const chain = rotated().rotate();
    chain.keys = keysNamed('k1');
    chain.put({ ts: at(5) });
    expect(await faults({ k1: { notAfter: at(10) }, k2: {} })).toEqual([['wrong-key', 22, 22, expect.anything()]]);
  });

  it('one that nobody is said to have', async () => {
    rotated();
    expect(await faults({ k2: {}, constructor: {} })).toEqual([
      ['wrong-key', 1, 10, 'key k1 is not among the key rules'],
    ]);
  });

  it('and so it is of an anchor', async () => {
    const { writer, chain, head } = rotated();
    const line = (kid: string, time: string) => anchorLine({ writer, chain, ...head, at: time }, keysNamed(kid));
    const path = join(audit.lake, `${writer}.anchors.jsonl`);
    appendFileSync(path, `${line('k1', at(9))}\n${line('k1', at(30))}\n${line('k2', at(30))}\n`);
    expect(await faults({ k1: { notAfter: at(10) }, k2: {} }, audit.lake)).toEqual([
      ['anchor-forged', undefined, undefined, `key k1 was retired at ${at(10)}`],
    ]);
  });
});

it.each([
  ['{', 'expected record'],
  ['{"k1":{"notAfter":"soon"}}', 'k1.notAfter must be a time such as'],
  ['{"k1":{"writer":["api-1"]}}', 'Unrecognized key: "writer"'],
  ['{"k1":{"writers":[]}}', 'k1.writers'],
])('rules that cannot be read are refused: %s', (text, what) => {
  expect(() => KeyRules.parse(text)).toThrow(what);
});
