import { plain, plainJson } from './plain.js';

/** Where something is written. */
export interface Paper {
  write(text: string): unknown;
  isTTY?: boolean;
}

const COLOURS = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;
export type Colour = keyof typeof COLOURS;

/** A cell of a table: text of others, and how it is painted. */
export type Cell = string | { text: string; colour: Colour };

const textOf = (cell: Cell): string => plain(typeof cell === 'string' ? cell : cell.text);

/** What a person or a program reads; in colour on a terminal only, unless NO_COLOR says no (no-color.org). */
export class Screen {
  readonly #hasColour: boolean;

  constructor(
    private readonly paper: Paper,
    env: Readonly<Record<string, string | undefined>>,
  ) {
    this.#hasColour = paper.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  }

  get isTerminal(): boolean {
    return this.paper.isTTY === true;
  }

  /** A line; whatever is in it that could do more than be read is escaped. */
  line(text = '', colour?: Colour): void {
    this.paper.write(`${this.#paint(plain(text), colour)}\n`);
  }

  /** Writes over the last `status`, and is written over by whatever comes next; on a terminal only. */
  status(text: string): void {
    if (this.isTerminal) this.paper.write(`\r\x1b[K${this.#paint(plain(text), 'dim')}`);
  }

  /** Takes the last `status` away. */
  clearStatus(): void {
    if (this.isTerminal) this.paper.write('\r\x1b[K');
  }

  json(value: unknown): void {
    this.paper.write(`${plainJson(value)}\n`);
  }

  /** Rows under a header, each column as wide as its widest cell. */
  table(header: readonly string[], rows: readonly (readonly Cell[])[]): void {
    const texts = [header, ...rows].map((row) => row.map(textOf));
    const widths = header.map((_, column) => Math.max(...texts.map((row) => (row[column] ?? '').length)));
    const join = (row: readonly Cell[], paint: (cell: Cell, text: string) => string) =>
      row.map((cell, column) => paint(cell, textOf(cell)) + ' '.repeat((widths[column] ?? 0) - textOf(cell).length));
    const write = (cells: string[]) => this.paper.write(`${cells.join('  ').trimEnd()}\n`);
    write(join(header, (_, text) => this.#paint(text, 'dim')));
    for (const row of rows) {
      write(join(row, (cell, text) => this.#paint(text, typeof cell === 'string' ? undefined : cell.colour)));
    }
  }

  #paint(text: string, colour: Colour | undefined): string {
    return this.#hasColour && colour ? `\x1b[${COLOURS[colour]}m${text}\x1b[0m` : text;
  }
}
