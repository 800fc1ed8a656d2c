import type { Batch } from '../batch.js';

/** A batch of so many records of a writer. */
export function aBatch(first: number, last: number, writer = 'api-1'): Batch {
  const record = (seq: number) => `{"id":"${writer}-${seq}","writer":"${writer}","seq":${seq},"text":"zoë"}\n`;
  const lines = Array.from({ length: last - first + 1 }, (_, index) => record(first + index));
  return { writer, chain: '0123456789abcdef', first, last, lines: Buffer.from(lines.join('')) };
}

export const { signal: NEVER } = new AbortController();

/** What became of a delivery: the words of its fault, or `taken`. */
export const outcomeOf = (work: Promise<void>): Promise<string> =>
  work.then(
    () => 'taken',
    (error) => `${error.verdict}: ${error.message}`,
  );
