/** Asks for the same thing at most once in a while, however many want to know. A fault is not remembered. */
export class Remembered<T> {
  private readonly known = new Map<string, { at: number; answer: Promise<T> }>();

  constructor(
    private readonly forMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  of(name: string, ask: () => Promise<T>): Promise<T> {
    const known = this.known.get(name);
    if (known && this.now() - known.at < this.forMs) return known.answer;
    const answer = ask();
    answer.catch(() => this.known.delete(name));
    this.known.set(name, { at: this.now(), answer });
    return answer;
  }
}
