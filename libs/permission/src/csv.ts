import { parse, CsvError as SyntaxFault } from 'csv-parse/sync';
import type * as z from 'zod';
import { RefusedFile } from '#libs/platform';

/** Thrown when a CSV file is refused; `faults` has one line `file:line: what` for each fault, so that all can be mended. */
export class CsvError extends RefusedFile {
  constructor(faults: readonly string[]) {
    super(faults, 'A CSV file');
    this.name = 'CsvError';
  }
}

/** The line that a fault of a `CsvError` is about, if it is about one. */
export function lineOf(fault: string): number | undefined {
  const [, line] = /:(\d+): /.exec(fault) ?? [];
  return line === undefined ? undefined : Number(line);
}

/** The name of a column that we do not know is somebody else's text: shown if it is a word, else its place is. */
const SHOWN_NAME = /^[\w .-]{1,40}$/;

/** What a file must hold: a zod type for each column (an empty cell is undefined) and the columns that make a row unique. */
export interface CsvTable<Cells extends z.ZodObject> {
  cells: Cells;
  key: readonly (keyof z.output<Cells> & string)[];
  /** Refuses columns that are not among `cells`: where a misspelt one would leave out what limits a right. */
  isClosed?: boolean;
}

/** The parsed cells of a row and the line on which it ends. */
export type CsvRow<Cells extends z.ZodObject> = z.output<Cells> & { line: number };

interface RawRow {
  line: number;
  fields: readonly string[];
}

/**
 * Reads a CSV text whole or refuses it with every fault that it has (`CsvError`).
 *
 * Tolerates a byte order mark, CRLF, empty lines and, unless the table is closed, columns that it does not know. Refuses
 * a missing column, a wrong number of fields, a repeated key, a file without rows, and a last line without a line end:
 * half of a group name may be another group's name, so a half-written file must not count.
 */
export function readCsv<Cells extends z.ZodObject>(
  file: string,
  text: string,
  table: CsvTable<Cells>,
): CsvRow<Cells>[] {
  const [header, ...records] = split(file, text);
  const columns = header?.fields.map((name) => name.toLowerCase()) ?? [];
  refuse(headerFaults(file, columns, table));
  const faults = records.length === 0 ? [`${file}:1: has no rows`] : [];
  const rows = records.flatMap((record) => readRow(file, columns, record, table.cells, faults));
  faults.push(...repetitions(file, rows, table.key));
  refuse(faults);
  return rows;
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new CsvError(faults);
}

function split(file: string, text: string): RawRow[] {
  if (text !== '' && !text.endsWith('\n')) {
    throw new CsvError([
      `${file}:${text.split('\n').length}: the last line has no line end: is the file half written?`,
    ]);
  }
  try {
    const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true } as const;
    // With `info` the parser returns objects, which its types do not say.
    const parsed = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    return parsed.map(({ record, info }) => ({ line: info.lines, fields: record }));
  } catch (error) {
    throw new CsvError([`${file}:${syntaxFault(error)}`]);
  }
}

function syntaxFault(error: unknown): string {
  if (!(error instanceof SyntaxFault)) throw error;
  const open = error.code === 'CSV_QUOTE_NOT_CLOSED';
  return `${error['lines']}: ${open ? 'a quote is not closed: is the file half written?' : 'a quote stands where none may be'}`;
}

function headerFaults(
  file: string,
  columns: readonly string[],
  { cells, isClosed = false }: Pick<CsvTable<z.ZodObject>, 'cells' | 'isClosed'>,
): string[] {
  const unknown = columns.flatMap((name, index) => {
    if (!isClosed || Object.hasOwn(cells.shape, name)) return [];
    return SHOWN_NAME.test(name) ? name : `no. ${index + 1}`;
  });
  const known = Object.entries(cells.shape);
  const missing = known.filter(([name, type]) => !columns.includes(name) && !isOptional(type));
  const twice = known.filter(([name]) => columns.indexOf(name) !== columns.lastIndexOf(name));
  return [
    ...missing.map(([name]) => `${file}:1: column ${name} is missing`),
    ...twice.map(([name]) => `${file}:1: column ${name} stands twice`),
    ...unknown.map((name) => `${file}:1: column ${name} is not known`),
  ];
}

const isOptional = (type: z.core.$ZodType): boolean => (type as z.ZodType).safeParse(undefined).success;

function readRow<Cells extends z.ZodObject>(
  file: string,
  columns: readonly string[],
  { line, fields }: RawRow,
  cells: Cells,
  faults: string[],
): CsvRow<Cells>[] {
  if (fields.length !== columns.length) {
    faults.push(`${file}:${line}: has ${fields.length} fields, the header has ${columns.length}`);
    return [];
  }
  const named = Object.fromEntries(columns.map((name, index) => [name, fields[index] || undefined]));
  const parsed = cells.safeParse(named);
  if (parsed.success) return [{ ...parsed.data, line }];
  faults.push(...parsed.error.issues.map((issue) => `${file}:${line}: ${issue.path.join('.')} ${issue.message}`));
  return [];
}

function repetitions<Row extends { line: number }>(
  file: string,
  rows: readonly Row[],
  key: readonly (keyof Row)[],
): string[] {
  const seen = new Map<string, number>();
  return rows.flatMap((row) => {
    const name = key.map((column) => String(row[column]).toLowerCase()).join(', ');
    const first = seen.get(name);
    seen.set(name, first ?? row.line);
    return first === undefined ? [] : [`${file}:${row.line}: repeats line ${first} (${name})`];
  });
}
