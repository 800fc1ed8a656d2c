import { it } from '@jest/globals';
import type { Processes } from './processes.js';

/** Like jest's `it`, but when the test fails it shows what the processes printed. */
export const toldWithLogs =
  (processes: () => Processes | undefined) =>
  (name: string, body: () => Promise<void>): void =>
    it(name, async () => {
      try {
        await body();
      } catch (error) {
        process.stderr.write(`\n"${name}" failed. What the processes printed:\n${processes()?.logs ?? ''}\n`);
        throw error;
      }
    });
