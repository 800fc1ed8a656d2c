import type { WriteStream } from 'node:tty';

const CODES = { bold: 1, dim: 2, red: 31, green: 32, cyan: 36 } as const;
type Colour = keyof typeof CODES;

/** The part of stdout that a story needs. */
export type Paper = Pick<WriteStream, 'write'> & { isTTY?: boolean };

/** What the sandbox tells the person in front of the screen; in colour on a terminal only. */
export class Story {
  constructor(private readonly paper: Paper) {}

  paint(colour: Colour, text: string): string {
    return this.paper.isTTY ? `\x1b[${CODES[colour]}m${text}\x1b[0m` : text;
  }

  line(text = ''): void {
    this.paper.write(`${text}\n`);
  }

  title(text: string): void {
    this.line(`\n${this.paint('bold', text)}`);
  }

  note(text: string): void {
    this.line(this.paint('dim', `     ${text}`));
  }

  /** Pairs of a name and what it is, one under the other. */
  pairs(pairs: readonly (readonly [string, string])[]): void {
    const width = Math.max(...pairs.map(([name]) => name.length));
    for (const [name, text] of pairs) this.line(`  ${this.paint('cyan', name.padEnd(width))}  ${text}`);
  }

  /** Rows under a header; each column as wide as its widest cell. */
  table(header: readonly string[], rows: readonly (readonly string[])[]): void {
    const widths = header.map((name, column) =>
      Math.max(...[name, ...rows.map((row) => row[column] ?? '')].map(length)),
    );
    const join = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
    this.line(`     ${this.paint('dim', join(header).trimEnd())}`);
    for (const row of rows) this.line(`     ${join(row).trimEnd()}`);
  }

  /** Runs a piece of work and tells how long it took. */
  async timed<T>(what: string, work: Promise<T>): Promise<T> {
    const began = performance.now();
    const answer = await work;
    this.line(`  ${this.paint('green', 'ok')} ${what} ${this.paint('dim', seconds(performance.now() - began))}`);
    return answer;
  }
}

const length = ({ length }: string): number => length;

/** A duration for people. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
