/** What a check found wrong, and one sentence of what to do next. Neither may hold a secret. */
export class Finding extends Error {
  constructor(
    readonly what: string,
    readonly next: string,
    cause?: unknown,
  ) {
    super(what, { cause });
    this.name = 'Finding';
  }
}

/** One thing that must be so before a job can run. `look` resolves with what it found and rejects with a `Finding`. */
export interface Check {
  name: string;
  /** The checks without which this one makes no sense. */
  needs: readonly string[];
  look(): Promise<string>;
}

/** How a check came out. */
export type Verdict =
  | { name: string; state: 'ok'; found: string }
  | { name: string; state: 'failed'; found: string; next: string }
  | { name: string; state: 'not tried'; found: string };

/** Makes checks in order and tells each verdict at once. Answers whether all is well. */
export async function makeChecks(checks: readonly Check[], tell: (verdict: Verdict) => void): Promise<boolean> {
  const good = new Set<string>();
  for (const check of checks) {
    const verdict = await judge(check, good);
    if (verdict.state === 'ok') good.add(check.name);
    tell(verdict);
  }
  return good.size === checks.length;
}

async function judge({ name, needs, look }: Check, good: ReadonlySet<string>): Promise<Verdict> {
  const missing = needs.find((need) => !good.has(need));
  if (missing !== undefined) return { name, state: 'not tried', found: `needs ${missing}` };
  try {
    return { name, state: 'ok', found: await look() };
  } catch (error) {
    if (error instanceof Finding) return { name, state: 'failed', found: error.what, next: error.next };
    const found = error instanceof Error ? error.message : String(error);
    return { name, state: 'failed', found, next: 'This is a fault of the doctor: tell its makers.' };
  }
}
