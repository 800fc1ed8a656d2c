const isColoured = process.stdout.isTTY === true && !process.env['NO_COLOR'];

const paint = (code: number) => (text: string) => (isColoured ? `\x1b[${code}m${text}\x1b[0m` : text);

/** Colours on a terminal, plain text elsewhere. */
export const colour = { bold: paint(1), dim: paint(2), red: paint(31), green: paint(32) };

/** The line above a part of the report. */
export const heading = (text: string): string => `\n${colour.bold(text)}`;

/** Lines with aligned columns: the first to the left, the others to the right, the heading dim. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = heading.map((_, column) => Math.max(...[heading, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  return [colour.dim(line(heading)), ...rows.map(line)].map((text) => `  ${text}`);
}

const WIDTH = 100;

/** A paragraph, broken between words. */
export function paragraph(text: string): string[] {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line) => `  ${line}`);
}
