import type { Verdict } from './check.js';

const COLOURS = { ok: 32, failed: 31, 'not tried': 2 } as const;

/** Where the doctor writes. */
export interface Paper {
  write(text: string): unknown;
  isTTY?: boolean;
}

/** Whether colours are wanted: on a terminal, unless NO_COLOR says no (no-color.org). */
export const wantsColour = ({ isTTY }: Paper, env: Readonly<Record<string, string | undefined>>): boolean =>
  isTTY === true && !env['NO_COLOR'];

/** Control and other invisible characters: what a host or a file says must not move the cursor. */
const plain = (text: string): string => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/** Writes verdicts, one a line; what to do next stands under what failed. */
export class Report {
  private readonly width: number;

  constructor(
    private readonly paper: Paper,
    private readonly hasColour: boolean,
    names: readonly string[],
  ) {
    this.width = Math.max(...names.map(({ length }) => length));
  }

  title(text: string): void {
    this.paper.write(`\n${plain(text)}\n\n`);
  }

  tell(verdict: Verdict): void {
    const { name, state, found } = verdict;
    const mark = this.paint(state, state.padEnd('not tried'.length));
    this.paper.write(`  ${mark}  ${name.padEnd(this.width)}  ${plain(found)}\n`);
    if (verdict.state === 'failed') {
      this.paper.write(`${' '.repeat('  not tried  '.length + this.width)}  → ${plain(verdict.next)}\n`);
    }
  }

  private paint(state: Verdict['state'], text: string): string {
    return this.hasColour ? `\x1b[${COLOURS[state]}m${text}\x1b[0m` : text;
  }
}
