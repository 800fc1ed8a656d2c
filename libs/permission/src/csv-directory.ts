import { z } from 'zod';
import { foldAccount } from './account.js';
import { cell } from './cells.js';
import { readCsv } from './csv.js';
import type { ReviewableDirectory } from './directory.js';

const TABLE = {
  cells: z.object({
    account: cell.text(/^[\x21-\x7e]{1,128}$/, 'must be printable, without spaces'),
    group: cell.text(/^[^\p{C}]{1,256}$/u, 'must be printable'),
  }),
  key: ['account', 'group'],
  isClosed: true,
} as const;

/** A directory of `account,group` rows. Accounts compare without case. Immutable, and never unavailable. */
export class CsvDirectory implements ReviewableDirectory {
  readonly #groups = new Map<string, string[]>();

  private constructor(rows: readonly { account: string; group: string }[]) {
    for (const { account, group } of rows) {
      const name = foldAccount(account);
      this.#groups.set(name, [...(this.#groups.get(name) ?? []), group]);
    }
  }

  /** Reads the rows; throws a `CsvError` with all faults. */
  static parse(text: string, file = 'directory.csv'): CsvDirectory {
    return new CsvDirectory(readCsv(file, text, TABLE));
  }

  async accountsOf(isOfInterest: (group: string) => boolean): Promise<readonly string[]> {
    return [...this.#groups].filter(([, groups]) => groups.some(isOfInterest)).map(([account]) => account);
  }

  async groupsOf(account: string): Promise<readonly string[]> {
    return this.#groups.get(foldAccount(account)) ?? [];
  }
}
