import { hasEnded, type Job } from '../index.js';
import { inWords } from './duration.js';
import type { Screen } from './screen.js';

const TICK_MS = 1_000;

/** Tells how a job comes on: on a terminal in one line that ticks, elsewhere in a line for each change. */
export class Progress {
  readonly #began = performance.now();
  #timer: ReturnType<typeof setInterval> | undefined;
  #last = '';

  constructor(private readonly screen: Screen) {}

  /** How it ended is told by others. */
  tell(job: Job): void {
    const text = sentenceOf(job);
    if (text === this.#last || hasEnded(job)) return;
    this.#last = text;
    if (this.screen.isTerminal) {
      this.#timer ??= setInterval(() => this.#tick(), TICK_MS);
      this.#tick();
    } else this.screen.line(text);
  }

  /** A line above the one that ticks. */
  log(text: string): void {
    this.screen.clearStatus();
    this.screen.line(text, 'dim');
    if (this.#timer) this.#tick();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.screen.clearStatus();
  }

  #tick(): void {
    this.screen.status(`${this.#last} · ${inWords(performance.now() - this.#began)}`);
  }
}

/** What a job does now, in one line. */
export function sentenceOf({ id, operation, status, progress, reasonWaiting, queuePosition }: Job): string {
  const place = queuePosition === undefined ? undefined : `${queuePosition} before it`;
  const more = [progress, reasonWaiting, place].filter(Boolean).join(', ');
  return `${operation} ${id} ${status}${more ? `: ${more}` : ''}`;
}
