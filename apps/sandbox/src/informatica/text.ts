/** Equality as Informatica has it for names, commands and most options. */
export const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

/** What a program prints and how it ends. A Buffer is for bytes that are no text. */
export interface Output {
  stdout: string | Buffer;
  stderr: string;
  exitCode: number;
}

/** The lines of an output on stdout, where all three programs print even their errors. */
export const printed = (lines: readonly string[], exitCode = 0): Output => ({
  stdout: lines.map((line) => `${line}\n`).join(''),
  stderr: '',
  exitCode,
});
