import { type AuditLog, subjectOf } from '#libs/audit';
import type { Caller } from '#libs/auth';

/** The board asks every few seconds by itself: within this time that is one look. */
const ONE_LOOK_MS = 300_000;
const MAX_REMEMBERED = 10_000;

/** What somebody looks at: the board, one queue of it, or one job. */
export interface View {
  queue?: string | undefined;
  job?: string | undefined;
}

/** Records who looked at what, once in five minutes (for each process of the API). */
export class BoardViews {
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly audit: Pick<AuditLog, 'note'>,
    private readonly now: () => number = Date.now,
  ) {}

  note(view: View, caller: Caller, correlation_id: string): void {
    if (!this.isNew(JSON.stringify([caller.subject, view.queue, view.job]))) return;
    this.audit.note({
      event: 'board.viewed',
      correlation_id,
      response_message: view.job ? 'looked at a job on the queue board' : 'looked at the queue board',
      subject: subjectOf(caller),
      details: { ...view },
    });
  }

  private isNew(look: string): boolean {
    const age = this.now() - (this.seen.get(look) ?? -Infinity);
    if (age >= 0 && age < ONE_LOOK_MS) return false;
    this.seen.delete(look);
    const [oldest] = this.seen.keys();
    if (oldest !== undefined && this.seen.size >= MAX_REMEMBERED) this.seen.delete(oldest);
    this.seen.set(look, this.now());
    return true;
  }
}
