import { basename } from 'node:path';
import * as z from 'zod';
import { cell } from './cells.js';
import { CsvError, readCsv, readCsvFile } from './csv.js';
import type { Environment } from './environment.js';

/** One row of GCR.csv: a trigram that owns a domain in an environment, or may act there as an exception. */
export interface GcrRule {
  domain: string;
  environment: Environment;
  trigram: string;
  kind: 'owner' | 'exception';
  /** Where the rule stands, as `GCR.csv:7`. */
  source: string;
}

const TABLE = {
  cells: z.object({
    domain: cell.domain,
    environment: cell.environment,
    trigram: cell.trigram,
    kind: z.enum(['owner', 'exception'], { error: 'must be owner or exception' }),
  }),
  key: ['domain', 'environment', 'trigram'],
} as const;

/** The rules of GCR.csv. Names compare exactly. Immutable: a changed file makes a new object. */
export class GcrRules {
  readonly #byPlace = new Map<string, GcrRule[]>();

  constructor(readonly rules: readonly GcrRule[]) {
    for (const rule of rules) {
      const key = place(rule.domain, rule.environment);
      this.#byPlace.set(key, [...(this.#byPlace.get(key) ?? []), rule]);
    }
  }

  /** Reads `domain,environment,trigram,kind`; throws a `CsvError` with all faults, contradictions among them. */
  static parse(text: string, file = 'GCR.csv'): GcrRules {
    return GcrRules.#from(file, readCsv(file, text, TABLE));
  }

  /** Reads the file as `parse` does. */
  static load(path: string): GcrRules {
    return GcrRules.#from(basename(path), readCsvFile(path, TABLE));
  }

  static #from(file: string, rows: readonly (Omit<GcrRule, 'source'> & { line: number })[]): GcrRules {
    const rules = new GcrRules(rows.map(({ line, ...rule }) => ({ ...rule, source: `${file}:${line}` })));
    const orphans = rules.rules.filter((rule) => !rules.in(rule.domain, rule.environment).some(isOwner));
    if (orphans.length > 0) throw new CsvError(orphans.map(orphanFault));
    return rules;
  }

  /** The rules of a domain in an environment; none when the domain is not known there. */
  in(domain: string, environment: Environment): readonly GcrRule[] {
    return this.#byPlace.get(place(domain, environment)) ?? [];
  }

  /** The environments in which a domain is known. */
  environmentsOf(domain: string): readonly Environment[] {
    return [...new Set(this.rules.filter((rule) => rule.domain === domain).map((rule) => rule.environment))];
  }

  /** Whether any rule names the trigram, as owner or as exception. */
  knowsTrigram(trigram: string): boolean {
    return this.rules.some((rule) => rule.trigram === trigram);
  }
}

const place = (domain: string, environment: Environment): string => `${environment} ${domain}`;

const isOwner = (rule: GcrRule): boolean => rule.kind === 'owner';

const orphanFault = ({ source, domain, environment }: GcrRule): string =>
  `${source}: ${domain} has no owner in ${environment}`;
