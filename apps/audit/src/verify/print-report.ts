import { type ChainSummary, type Finding, isFault, type VerifyReport } from '#libs/audit';
import type { Cell, Page } from '#libs/platform';

const HEADER = ['WRITER', 'CHAIN', 'RECORDS', 'FROM', 'TO', 'FILES', 'ANCHORS', ''];

/** Nobody reads more; --json has all. */
const MAX_PRINTED = 200;

/** Under the place of a finding. */
const INDENT = ' '.repeat(21);

/** Tells a report to a person: the chains, what was found in them, and whether all is well. */
export function printReport(page: Page, { chains, findings, isWell }: VerifyReport): void {
  if (chains.length > 0) page.table(HEADER, chains.map(rowOf));
  page.line();
  for (const finding of findings.slice(0, MAX_PRINTED)) printFinding(page, finding);
  if (findings.length > MAX_PRINTED) page.line(`and ${findings.length - MAX_PRINTED} more: --json tells them all`);
  if (findings.length > 0) page.line();
  const faults = findings.filter(isFault).length;
  if (!isWell) page.line({ text: faults === 1 ? '1 fault' : `${faults} faults`, colour: 'red' });
  else if (chains.length === 0) page.line({ text: 'no audit records were found', colour: 'yellow' });
  else page.line({ text: 'all is well', colour: 'green' });
}

function rowOf({ writer, chain, records, first, last, files, anchors, faults }: ChainSummary): Cell[] {
  const numbers = [records, first, last, files, anchors].map(String);
  const state: Cell =
    faults === 0
      ? { text: 'ok', colour: 'green' }
      : { text: faults === 1 ? '1 fault' : `${faults} faults`, colour: 'red' };
  return [writer, chain, ...numbers, state];
}

function printFinding(page: Page, finding: Finding): void {
  const { kind, file, line, writer, chain, message, record = {}, copy } = finding;
  const place = file ? `${file}${line ? `:${line}` : ''}` : `${writer} ${chain}`;
  page.line({ text: kind.padEnd(INDENT.length - 2), colour: isFault(finding) ? 'red' : 'yellow' }, place);
  page.line(`${INDENT}${message}`);
  const { event, id, ts } = record;
  const facts = [event, id && `id ${id}`, ts].filter(Boolean);
  if (facts.length > 0) page.line({ text: `${INDENT}${facts.join(', ')}`, colour: 'dim' });
  if (copy) page.line({ text: `${INDENT}as it was written in ${copy}`, colour: 'dim' });
}
