import type { WatchedFile } from '#libs/platform';
import type { CsvDirectory } from '../csv-directory.js';
import type { ReviewableDirectory } from '../directory.js';

/** The CSV directory as its file is at the moment of each question. */
export class WatchedDirectory implements ReviewableDirectory {
  constructor(private readonly file: WatchedFile<CsvDirectory>) {}

  get fileHash(): string {
    return this.file.current.hash;
  }

  accountsOf(isOfInterest: (group: string) => boolean): Promise<readonly string[]> {
    return this.file.current.value.accountsOf(isOfInterest);
  }

  groupsOf(account: string): Promise<readonly string[]> {
    return this.file.current.value.groupsOf(account);
  }
}
