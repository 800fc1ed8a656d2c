import { type ChainLink, linkOf } from '../chain.js';
import { fileLines } from './file-lines.js';

/** A line of a file. */
export interface LinePlace {
  path: string;
  line: number;
}

/** What was asked about lines, file by file, so that each file is read once more at most. */
export class LinksAt {
  readonly #wanted = new Map<string, Map<number, ChainLink | undefined>>();

  /** To be read by the next `read`. */
  want({ path, line }: LinePlace): void {
    const lines = this.#wanted.get(path) ?? new Map<number, undefined>();
    lines.set(line, undefined);
    this.#wanted.set(path, lines);
  }

  async read(): Promise<void> {
    for (const [path, wanted] of this.#wanted) await readLinks(path, wanted);
  }

  /** The MAC of a line that was wanted. */
  macAt({ path, line }: LinePlace): string | undefined {
    return this.#wanted.get(path)?.get(line)?.mac;
  }
}

async function readLinks(path: string, wanted: Map<number, ChainLink | undefined>): Promise<void> {
  const last = Math.max(...wanted.keys());
  for await (const lines of fileLines(path)) {
    for (const { bytes, number } of lines) {
      if (wanted.has(number)) wanted.set(number, linkOf(bytes.toString('utf8')));
    }
    if ((lines.at(-1)?.number ?? 0) >= last) return;
  }
}
