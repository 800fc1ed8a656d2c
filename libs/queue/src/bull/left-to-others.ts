const LEFT_FOR_MS = 1_000;
const LEFT_AT_MOST_MS = 60_000;

/**
 * Thrown to Bull by a worker whose release cannot run a genuine job: Bull delivers it again, to whoever is free then. `why` goes
 * into logs and Bull only.
 */
export class LeftToOthers extends Error {
  constructor(readonly why: string) {
    super(`left to a worker of another release: ${why}`);
    this.name = 'LeftToOthers';
    this.stack = '';
  }
}

/** Soon, for beside an old worker a new one is seldom far; and less often where none comes. */
export const leftForMs = (attempts: number): number => Math.min(LEFT_FOR_MS * attempts, LEFT_AT_MOST_MS);
