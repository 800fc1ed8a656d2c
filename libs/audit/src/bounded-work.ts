import { inTime, TimedOut } from '#libs/platform';

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

  /** As `work`; rejects with `TimedOut` where that takes too long, or something before still does. It may come to its end later. */
  do<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#doNow(work));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #doNow<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isUnderWay) throw new TimedOut('what was asked before', this.withinMs);
    this.#isUnderWay = true;
    const working = work().finally(() => {
      this.#isUnderWay = false;
    });
    return inTime(this.withinMs, 'an answer', working);
  }
}
