import type { CsvDirectory } from './csv-directory.js';
import type { Directory } from './directory.js';
import type { WatchedFile } from './watched-file.js';

/** The CSV directory as its file is at the moment of each question. */
export class WatchedDirectory implements Directory {
  constructor(private readonly file: WatchedFile<CsvDirectory>) {}

  get fileHash(): string {
    return this.file.current.hash;
  }

  groupsOf(account: string): Promise<readonly string[]> {
    return this.file.current.value.groupsOf(account);
  }
}
