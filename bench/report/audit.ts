import type { AuditedSubmits } from '../audit/audited-submits.js';
import { type Limit, typicalRatio } from './limits.js';
import { rateCells } from './rate-cells.js';
import { heading, table } from './table.js';

const LEAST_KEPT = 0.85;

const ratioTo = ({ nothing }: AuditedSubmits, peer: AuditedSubmits['all']): number =>
  typicalRatio({ name: '', ours: nothing, peer });

/** Submits with and without parts of the audit. */
export function auditLines(audited: AuditedSubmits): string[] {
  const rows = [
    ['all of it', audited.nothing],
    ['without the HMAC chain', audited.chain],
    ['without fsync', audited.fsync],
    ['without HMAC, write and fsync', audited.all],
  ] as const;
  return [
    heading('(i) submits of a change a second, by what is done for the audit; ratio: all of it beside that way'),
    ...table(
      ['audit', 'a second', 'p50', 'p99', 'CPU', 'Redis CPU', 'ratio'],
      rows.map(([name, runs]) => [name, ...rateCells(runs), ratioTo(audited, runs).toFixed(2)]),
    ),
  ];
}

/** The bank can prove what happened, and it costs little. */
export function auditLimits(audited: AuditedSubmits): Limit[] {
  const ratio = ratioTo(audited, audited.all);
  return [
    {
      part: 'i',
      what: `submits of a change: at least ${LEAST_KEPT} of the rate without chain, write and fsync of the audit`,
      measured: ratio.toFixed(2),
      bound: LEAST_KEPT.toFixed(2),
      isMet: ratio >= LEAST_KEPT,
    },
  ];
}
