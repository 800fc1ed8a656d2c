import { lineOf } from '#libs/permission';
import type { FileState } from '#libs/platform';
import type { RuleFileView } from './health.view.js';

const FIRST_LINES = 10;

/** Enough to tell one content from another; the whole stands in log and audit, which not everybody reads. */
const HASH_DIGITS = 12;

/** What everybody may see of a rule file: lines and numbers, nothing that stands in it. */
export function ruleFileView({ name, hash, loadedAtMs, refusal }: FileState): RuleFileView {
  const inUse = { file: name, hash: hash.slice(0, HASH_DIGITS), loadedAt: new Date(loadedAtMs).toISOString() };
  if (!refusal) return { ...inUse, status: 'current' };
  const lines = refusal.faults.map(lineOf).filter((line) => line !== undefined);
  return {
    ...inUse,
    status: 'refused',
    refusedSince: new Date(refusal.sinceMs).toISOString(),
    faults: refusal.faults.length,
    lines: [...new Set(lines)].slice(0, FIRST_LINES),
  };
}
