import { AppError } from '#libs/platform';
import type { Environment } from './environment.js';
import type { GcrRule, GcrRules } from './gcr.js';
import type { Grants, Level, TrigramGrant } from './groups.js';

/** What somebody wants to do: act at a level on a domain of an environment, under the trigram of the path. */
export interface PermissionQuestion {
  grants: Grants;
  rules: GcrRules;
  trigram: string;
  domain: string;
  environment: Environment;
  level: Level;
}

/** Why something is allowed: the row of GCR.csv and the caller's group that meet. */
export interface AppliedRule {
  kind: GcrRule['kind'];
  trigram: string;
  source: string;
  group: string;
}

/** The answer. `reason` is a sentence that the caller may read. */
export type Decision =
  | { allowed: true; reason: string; rule: AppliedRule }
  | { allowed: false; reason: string; code: 'DOMAIN_NOT_FOUND' | 'PERMISSION_DENIED' };

/**
 * May this be done? Pure; what is not clearly allowed is denied.
 *
 * 1. A domain that GCR.csv does not know in the environment is not found.
 * 2. The trigram of the path must own the domain there: nobody reaches another team's domain by naming their own trigram.
 * 3. A group of the caller must carry that trigram, or one that is an exception there, in this environment and at this
 *    level. An exception lets operate, but never lifts a group above its own level: a group that only reads, only reads.
 */
export function decide({ grants, rules, trigram, domain, environment, level }: PermissionQuestion): Decision {
  const here = rules.in(domain, environment);
  if (here.length === 0) return deny('DOMAIN_NOT_FOUND', notKnown(rules, domain, environment));
  const owner = here.find((rule) => rule.kind === 'owner' && rule.trigram === trigram);
  if (!owner) return deny('PERMISSION_DENIED', `${trigram} does not own ${domain} in ${environment}.`);
  for (const rule of [owner, ...here.filter(isException)]) {
    const grant = grants.trigrams.find((one) => one.trigram === rule.trigram && suffices(one, environment, level));
    if (grant) return allow(rule, grant);
  }
  return deny('PERMISSION_DENIED', missing(here.filter(isException), { grants, trigram, domain, environment, level }));
}

/** As `decide`, but a refusal is thrown as `AppError` with the decision's code and reason. */
export function assertAllowed(question: PermissionQuestion): AppliedRule {
  const decision = decide(question);
  if (!decision.allowed) throw new AppError(decision.code, decision.reason);
  return decision.rule;
}

const isException = (rule: GcrRule): boolean => rule.kind === 'exception';

const suffices = (grant: TrigramGrant, environment: Environment, level: Level): boolean =>
  (grant.environment === undefined || grant.environment === environment) &&
  (grant.level === 'operate' || grant.level === level);

const deny = (code: 'DOMAIN_NOT_FOUND' | 'PERMISSION_DENIED', reason: string): Decision => ({
  allowed: false,
  code,
  reason,
});

function allow(rule: GcrRule, grant: TrigramGrant): Decision {
  const { kind, trigram, source, domain, environment } = rule;
  const why = kind === 'owner' ? 'which owns' : 'which is an exception for';
  const reason = `Your group ${grant.group} carries ${trigram}, ${why} ${domain} in ${environment} (${source}).`;
  return { allowed: true, reason, rule: { kind, trigram, source, group: grant.group } };
}

function notKnown(rules: GcrRules, domain: string, environment: Environment): string {
  const elsewhere = rules.environmentsOf(domain);
  if (elsewhere.length === 0) return 'No such domain is known here.';
  return `${domain} is known in ${elsewhere.join(' and ')}, not in ${environment}.`;
}

function missing(exceptions: readonly GcrRule[], question: Omit<PermissionQuestion, 'rules'>): string {
  const { grants, trigram, domain, environment, level } = question;
  const others = exceptions.map((rule) => ` or ${rule.trigram}`).join('');
  const carried = [...new Set(grants.trigrams.map(describe))].join(', ') || 'no trigram';
  return (
    `To ${level} ${domain} in ${environment} a group of yours must carry ${trigram}${others} ` +
    `with level ${level}; your groups carry ${carried}.`
  );
}

const describe = ({ trigram, level, environment }: TrigramGrant): string =>
  `${trigram} (${level}${environment ? ` in ${environment}` : ''})`;
