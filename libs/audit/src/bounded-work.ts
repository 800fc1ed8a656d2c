/** What was asked of a directory has not ended in its time, or nothing more is asked of it as something before has not. */
export class NoAnswer extends Error {
  readonly code = 'ETIMEDOUT';
}

/**
 * Work on a directory of another system, whose calls may hang for ever, as those into a dead mount do.
 *
 * Each piece gets so much time, one after another. What hangs can not be broken off and holds one of the few threads that all files of a
 * process share: so until it ended, nothing more is begun.
 */
export class BoundedWork {
  #last: Promise<unknown> = Promise.resolve();
  #isUnderWay = false;

  constructor(private readonly withinMs: number) {}

  /** As `work`; rejects with `NoAnswer` where that takes too long, or is not begun. It may still come to its end later. */
  do<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#doNow(work));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #doNow<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isUnderWay) throw new NoAnswer('what was asked before has no answer yet');
    this.#isUnderWay = true;
    const working = work().finally(() => {
      this.#isUnderWay = false;
    });
    return unlessLate(working, this.withinMs);
  }
}

async function unlessLate<T>(work: Promise<T>, withinMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`no answer within ${withinMs} ms`)), withinMs).unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
