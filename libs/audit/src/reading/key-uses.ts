import type { ChainLink } from '../chain.js';
import { type Finding, type RecordFacts, recordsInWords } from './findings.js';
import { isBefore, type KeyRules } from './key-rules.js';

/** Genuine records one behind the other that were signed with the same key, and why that could not have signed them. */
export interface KeyUse {
  kid: string;
  line: number;
  first: number;
  last: number;
  /** When the latest of them was written, as they say; undefined while none says a time that can be read. */
  latest: string | undefined;
  fault: string | undefined;
}

/** Who asks what keys were used for in a file, and by which rules. */
export interface KeyJudge {
  rules: KeyRules;
  /** As the file is named. */
  writer: string;
}

/** Adds a genuine record to the uses of a file. */
export function addUse(
  uses: KeyUse[],
  { rules, writer }: KeyJudge,
  { kid, seq, line, ts, writer: said }: Pick<ChainLink, 'kid' | 'seq'> & RecordFacts & { line: number },
): void {
  const fault = rules.faultOf({ kid, writers: [writer, said], at: ts });
  const use = uses.at(-1);
  if (use?.kid === kid && use.fault === fault && use.last === seq - 1) {
    use.last = seq;
    use.latest = laterOf(use.latest, ts);
  } else uses.push({ kid, line, first: seq, last: seq, latest: laterOf(undefined, ts), fault });
}

/** A time that nobody can read is none. */
function laterOf(one: string | undefined, other = ''): string | undefined {
  if (Number.isNaN(Date.parse(other))) return one;
  return one === undefined || isBefore(one, other) ? other : one;
}

/** The uses of keys in a file of a chain. */
interface FileUses {
  path: string;
  uses: readonly KeyUse[];
}

/**
 * Tells records that their key could not have signed. Who has a retired key can give a record any time, but no other place than behind
 * those that were written since.
 */
export function judgeKeys(
  { writer, chain }: Pick<Finding, 'writer' | 'chain'>,
  files: readonly FileUses[],
  rules: KeyRules,
): Finding[] {
  const all = files.flatMap(({ uses }) => uses);
  return files.flatMap(({ path: file, uses }) =>
    uses.flatMap((use) => {
      const fault = use.fault ?? lateFault(use, all, rules);
      if (fault === undefined) return [];
      const { line, first: seq, last: lastSeq } = use;
      const message = `${recordsInWords(seq, lastSeq)}: genuine, but ${fault}`;
      return [{ kind: 'wrong-key' as const, writer, chain, file, line, seq, lastSeq, message }];
    }),
  );
}

function lateFault({ kid, first }: KeyUse, all: readonly KeyUse[], rules: KeyRules): string | undefined {
  const retiredAt = rules.retiredAt(kid);
  const isLate = all.some((use) => use.last < first && isBefore(retiredAt, use.latest));
  return isLate ? `key ${kid} was retired at ${retiredAt}, before records that stand before` : undefined;
}
