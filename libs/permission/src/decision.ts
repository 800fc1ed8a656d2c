import type { Environment } from './environment.js';
import { type GcrRule, type GcrRules, isExpired } from './gcr.js';
import type { Grants, Level, TrigramGrant } from './groups.js';

/** What somebody wants to do, and when: act at a level on a domain of an environment, under the trigram of the path. */
export interface PermissionQuestion {
  grants: Grants;
  rules: GcrRules;
  trigram: string;
  domain: string;
  environment: Environment;
  level: Level;
  /** The time by which rows of GCR.csv have expired or not. */
  nowMs: number;
}

/** Why something is allowed: the row of GCR.csv and the caller's group that meet. */
export interface AppliedRule {
  kind: Exclude<GcrRule['kind'], 'deny'>;
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
 * 2. Deny beats allow: whoever comes under a trigram that is denied there, or carries one in this environment, is refused.
 * 3. The trigram of the path must own the domain there: nobody reaches another team's domain by naming their own trigram.
 * 4. A group of the caller must carry that trigram, or one that is an exception there, in this environment and at this
 *    level. An exception lets operate, but never lifts a group above its own level: a group that only reads, only reads.
 *
 * A row that has expired neither gives nor denies; the domain of an owner that has expired is known, but nobody's.
 */
export function decide(question: PermissionQuestion): Decision {
  const { grants, rules, trigram, domain, environment, level, nowMs } = question;
  const here = rules.in(domain, environment);
  if (here.length === 0) return deny('DOMAIN_NOT_FOUND', notKnown(rules, domain, environment));
  const denied = here.filter((rule) => rule.kind === 'deny' && !isExpired(rule, nowMs));
  const denial = denialOf(denied, question);
  if (denial) return deny('PERMISSION_DENIED', denial);
  const owner = here.filter(isOwner).find((rule) => rule.trigram === trigram);
  if (!owner) return deny('PERMISSION_DENIED', `${trigram} does not own ${domain} in ${environment}.`);
  if (isExpired(owner, nowMs)) return deny('PERMISSION_DENIED', `The rule that ${trigram} owns ${expiredOf(owner)}.`);
  const exceptions = here.filter(isException);
  for (const rule of [owner, ...exceptions.filter((one) => !isExpired(one, nowMs))]) {
    const grant = grants.trigrams.find((one) => one.trigram === rule.trigram && suffices(one, environment, level));
    if (grant) return allow(rule, grant);
  }
  return deny('PERMISSION_DENIED', missing(exceptions, question));
}

type AllowingRule = GcrRule & Pick<AppliedRule, 'kind'>;

const isOwner = (rule: GcrRule): rule is AllowingRule => rule.kind === 'owner';

const isException = (rule: GcrRule): rule is AllowingRule => rule.kind === 'exception';

const isFor = (grant: TrigramGrant, environment: Environment): boolean =>
  grant.environment === undefined || grant.environment === environment;

const suffices = (grant: TrigramGrant, environment: Environment, level: Level): boolean =>
  isFor(grant, environment) && (grant.level === 'operate' || grant.level === level);

/** The sentence of the deny that meets the question, if one does. The level does not matter: who is denied may not read. */
function denialOf(
  denied: readonly GcrRule[],
  { grants, trigram, environment }: PermissionQuestion,
): string | undefined {
  for (const { domain, source, ...rule } of denied) {
    const which = `is denied ${domain} in ${environment} (${source}).`;
    if (rule.trigram === trigram) return `${trigram} ${which}`;
    const grant = grants.trigrams.find((one) => one.trigram === rule.trigram && isFor(one, environment));
    if (grant) return `Your group ${grant.group} carries ${rule.trigram}, which ${which}`;
  }
  return undefined;
}

const expiredOf = ({ domain, environment, expires, source }: GcrRule): string =>
  `${domain} in ${environment} expired on ${expires} (${source})`;

const deny = (code: 'DOMAIN_NOT_FOUND' | 'PERMISSION_DENIED', reason: string): Decision => ({
  allowed: false,
  code,
  reason,
});

function allow(rule: AllowingRule, grant: TrigramGrant): Decision {
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

function missing(exceptions: readonly GcrRule[], question: PermissionQuestion): string {
  const { grants, trigram, domain, environment, level, nowMs } = question;
  const expired = exceptions.filter((rule) => isExpired(rule, nowMs));
  const others = exceptions.filter((rule) => !expired.includes(rule)).map((rule) => ` or ${rule.trigram}`);
  const carried = [...new Set(grants.trigrams.map(describe))].join(', ') || 'no trigram';
  const over = expired
    .filter((rule) => grants.trigrams.some((grant) => grant.trigram === rule.trigram))
    .map((rule) => ` The exception of ${rule.trigram} for ${expiredOf(rule)}.`);
  return (
    `To ${level} ${domain} in ${environment} a group of yours must carry ${trigram}${others.join('')} ` +
    `with level ${level}; your groups carry ${carried}.${over.join('')}`
  );
}

const describe = ({ trigram, level, environment }: TrigramGrant): string =>
  `${trigram} (${level}${environment ? ` in ${environment}` : ''})`;
