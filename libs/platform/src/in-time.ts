/** Thrown when something took longer than it may; `code` is what the system calls it. */
export class TimedOut extends Error {
  readonly code = 'ETIMEDOUT';

  constructor(what: string, ms: number) {
    super(`${what} took longer than ${ms} ms`);
    this.name = 'TimedOut';
  }
}

/** Rejects with `TimedOut` when the work takes longer than `ms`. The work itself goes on: whoever calls must end it. */
export function inTime<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimedOut(what, ms)), ms);
    const settling =
      <Said>(settle: (said: Said) => void) =>
      (said: Said) => {
        clearTimeout(timer);
        settle(said);
      };
    work.then(settling(resolve), settling(reject));
  });
}
