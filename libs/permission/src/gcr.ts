import * as z from 'zod';
import { cell } from './cells.js';
import { CsvError, readCsv } from './csv.js';
import type { Environment } from './environment.js';

const DAY_MS = 86_400_000;

/** One row of GCR.csv: a trigram that owns a domain in an environment, may act there as an exception, or may not at all. */
export interface GcrRule {
  domain: string;
  environment: Environment;
  trigram: string;
  kind: 'owner' | 'exception' | 'deny';
  /** Who answers for the row: a person or a mailbox (column `owner`). For reviewers; callers are not told. */
  responsible?: string | undefined;
  /** The last day, in UTC, on which the row counts (`2026-12-31`); undefined: for ever. */
  expires?: string | undefined;
  /** Where the rule stands, as `GCR.csv:7`. */
  source: string;
}

const TABLE = {
  cells: z.object({
    domain: cell.domain,
    environment: cell.environment,
    trigram: cell.trigram,
    kind: z.enum(['owner', 'exception', 'deny'], { error: 'must be owner, exception or deny' }),
    owner: cell.text(/^[^\p{C}]{1,256}$/u, 'must be printable').optional(),
    expires: cell.day.optional(),
  }),
  key: ['domain', 'environment', 'trigram', 'kind'],
  isClosed: true,
} as const;

type Row = z.output<typeof TABLE.cells> & { line: number };

/** The rules of GCR.csv. Names compare exactly. Immutable: a changed file makes a new object. */
export class GcrRules {
  readonly #byPlace = new Map<string, GcrRule[]>();
  readonly #trigrams: ReadonlySet<string>;

  constructor(readonly rules: readonly GcrRule[]) {
    this.#trigrams = new Set(rules.map(({ trigram }) => trigram));
    for (const rule of rules) {
      const key = place(rule.domain, rule.environment);
      this.#byPlace.set(key, [...(this.#byPlace.get(key) ?? []), rule]);
    }
  }

  /** Reads `domain,environment,trigram,kind[,owner][,expires]`; throws a `CsvError` with all faults, contradictions too. */
  static parse(text: string, file = 'GCR.csv'): GcrRules {
    const rules = new GcrRules(readCsv(file, text, TABLE).map((row) => toRule(file, row)));
    const faults = rules.rules.flatMap((rule) => faultsOf(rule, rules.in(rule.domain, rule.environment)));
    if (faults.length > 0) throw new CsvError(faults);
    return rules;
  }

  /** The rules of a domain in an environment, expired ones too; none when the domain is not known there. */
  in(domain: string, environment: Environment): readonly GcrRule[] {
    return this.#byPlace.get(place(domain, environment)) ?? [];
  }

  /** The environments in which a domain is known. */
  environmentsOf(domain: string): readonly Environment[] {
    return [...new Set(this.rules.filter((rule) => rule.domain === domain).map((rule) => rule.environment))];
  }

  /** Whether any rule names the trigram. */
  knowsTrigram(trigram: string): boolean {
    return this.#trigrams.has(trigram);
  }
}

const place = (domain: string, environment: Environment): string => `${environment} ${domain}`;

/** Whether the last day of a rule is over. A rule without one never expires. */
export const isExpired = ({ expires }: GcrRule, nowMs: number): boolean =>
  expires !== undefined && nowMs >= Date.parse(expires) + DAY_MS;

const toRule = (file: string, { line, owner, expires, ...same }: Row): GcrRule => ({
  source: `${file}:${line}`,
  ...same,
  ...(owner && { responsible: owner }),
  ...(expires && { expires }),
});

/** What is wrong with a rule among those of its place. A deny beside the row that it suspends is right: so a place is frozen. */
function faultsOf(rule: GcrRule, here: readonly GcrRule[]): string[] {
  const { source, domain, environment, trigram, kind } = rule;
  if (!here.some((one) => one.kind === 'owner')) return [`${source}: ${domain} has no owner in ${environment}`];
  const first = here.find((one) => one.trigram === trigram && one.kind !== 'deny');
  if (kind === 'deny' || !first || first === rule) return [];
  return [`${source}: contradicts ${first.source} (${trigram} is ${first.kind} there)`];
}
