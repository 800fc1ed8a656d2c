import { plain } from './plain.js';

const COLOURS = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** How a text is painted. */
export type Colour = keyof typeof COLOURS;

/** A cell of a table. */
export type Cell = string | { text: string; colour: Colour };

/** Where it is written. */
export interface Paper {
  write(text: string): unknown;
  isTTY?: boolean;
}

/** What a person reads: in colour on a terminal only, unless NO_COLOR says no (no-color.org). Whatever is written is made plain. */
export class Page {
  readonly #hasColour: boolean;

  constructor(
    private readonly paper: Paper,
    env: Readonly<Record<string, string | undefined>>,
  ) {
    this.#hasColour = paper.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  }

  /** A line of cells, two blanks between them. */
  line(...cells: Cell[]): void {
    this.paper.write(
      `${cells
        .map((cell) => this.#painted(cell))
        .join('  ')
        .trimEnd()}\n`,
    );
  }

  /** Rows under a header, each column as wide as its widest cell. */
  table(header: readonly string[], rows: readonly (readonly Cell[])[]): void {
    const all = [header.map((text) => ({ text, colour: 'dim' as const })), ...rows];
    const widths = header.map((_, column) => Math.max(...all.map((row) => widthOf(row[column]))));
    for (const row of all) {
      this.line(...row.map((cell, column) => padded(cell, column + 1 < row.length ? (widths[column] ?? 0) : 0)));
    }
  }

  #painted(cell: Cell): string {
    const text = plain(textOf(cell));
    return this.#hasColour && typeof cell !== 'string' ? `\x1b[${COLOURS[cell.colour]}m${text}\x1b[0m` : text;
  }
}

const textOf = (cell: Cell = ''): string => (typeof cell === 'string' ? cell : cell.text);

const widthOf = (cell: Cell | undefined): number => plain(textOf(cell)).length;

function padded(cell: Cell, width: number): Cell {
  const text = textOf(cell) + ' '.repeat(Math.max(0, width - widthOf(cell)));
  return typeof cell === 'string' ? text : { ...cell, text };
}
