import { runsOf } from './chain-cover.js';
import type { Finding } from './findings.js';
import type { ChainFiles } from './judge-chain.js';
import type { ChainMark } from './scan-file.js';

interface Begin {
  chain: ChainFiles;
  mark: ChainMark;
  file: string;
}

/** How each chain began: a writer has one, unless something happened to it. */
export function judgeBegins(chains: readonly ChainFiles[]): Finding[] {
  const begins = chains.flatMap((chain) => beginOf(chain) ?? []);
  return [...begins.flatMap(misnamed), ...begins.flatMap((begin) => begunAnew(begin, begins, chains))];
}

function beginOf(chain: ChainFiles): Begin | undefined {
  for (const { scan, place } of chain.files) {
    const mark = scan.marks.find(({ record }) => record.event === 'chain.begun');
    if (mark) return { chain, mark, file: place.path };
  }
  return undefined;
}

const findingAt = ({ chain: { writer, chain }, mark, file }: Begin) => ({
  writer,
  chain,
  file,
  line: mark.line,
  seq: mark.seq,
  record: mark.record,
});

function misnamed(begin: Begin): Finding[] {
  const own = begin.mark.record.details?.['chain'];
  if (typeof own !== 'string' || own === begin.chain.chain) return [];
  const message = `its first record is of chain ${own}, the name of the file says ${begin.chain.chain}`;
  return [{ ...findingAt(begin), kind: 'misnamed', message }];
}

function begunAnew(begin: Begin, begins: readonly Begin[], chains: readonly ChainFiles[]): Finding[] {
  const { cause, before } = begin.mark.record.details ?? {};
  const named = (before ?? {}) as { chain?: unknown; seq?: unknown };
  const siblings = chains.filter(({ writer, chain }) => writer === begin.chain.writer && chain !== begin.chain.chain);
  const older =
    siblings.find(({ chain }) => chain === named.chain) ??
    before ??
    siblings.find((one) => isOlder(one, begin, begins));
  if (!older) return [];
  const message = `the writer began this chain although it had one: ${String(cause)}${endOf(named, siblings)}`;
  return [{ ...findingAt(begin), kind: 'begun-anew', message }];
}

/** One whose begin is not there any more is older than one that begins. One of which all was removed in order had ended. */
function isOlder(sibling: ChainFiles, { mark }: Begin, begins: readonly Begin[]): boolean {
  const last = runsOf(sibling.files).reduce((most, run) => Math.max(most, run.last), 0);
  if (sibling.removed.some((one) => one.last >= last)) return false;
  const other = begins.find(({ chain }) => chain === sibling);
  return (other?.mark.record.ts ?? '') < (mark.record.ts ?? '');
}

function endOf({ chain, seq }: { chain?: unknown; seq?: unknown }, siblings: readonly ChainFiles[]): string {
  if (typeof chain !== 'string') return '';
  const stood = `; chain ${chain} stood at record ${Number(seq)} then`;
  const files = siblings.find((sibling) => sibling.chain === chain)?.files;
  const last = files && runsOf(files).reduce((most, run) => Math.max(most, run.last), 0);
  return last === undefined ? `${stood} and is not here` : `${stood} and goes to record ${last} here`;
}
