/** Thrown when a file is refused; `faults` has one line for each fault, so that all can be mended. */
export class RefusedFile extends Error {
  constructor(
    readonly faults: readonly string[],
    what = 'A file',
  ) {
    super(`${what} is refused:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'RefusedFile';
  }
}
