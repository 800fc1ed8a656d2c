import { type AppliedRule, decide } from './decision.js';
import type { Environment } from './environment.js';
import type { GcrRules } from './gcr.js';
import type { Grants, Level } from './groups.js';

/** One thing that a caller may do, the highest level of it, and why. */
export interface Permission {
  trigram: string;
  domain: string;
  environment: Environment;
  level: Level;
  reason: string;
  rule: AppliedRule;
}

/**
 * Everything that a caller may do at a time, in the order of GCR.csv; with a trigram, what of it is under that one. Decided by
 * `decide`, so it cannot say anything else.
 */
export function listPermissions(grants: Grants, rules: GcrRules, nowMs: number, under?: string): Permission[] {
  return rules.rules
    .filter(({ kind, trigram }) => kind === 'owner' && (under === undefined || trigram === under))
    .flatMap(({ trigram, domain, environment }) => {
      const place = { trigram, domain, environment };
      for (const level of ['operate', 'read'] as const) {
        const decision = decide({ grants, rules, ...place, level, nowMs });
        if (decision.allowed) return [{ level, reason: decision.reason, rule: decision.rule, ...place }];
      }
      return [];
    });
}

/** Whether the caller belongs to the ops group: sees all jobs, the queue board, the ops routes. Gives no trigram. */
export const isOps = (grants: Grants): boolean => grants.ops;

/** Whether the caller may act at the queue board, where that is harmless. Whoever may is ops too. */
export const isOpsAdmin = (grants: Grants): boolean => grants.opsAdmin === true;
