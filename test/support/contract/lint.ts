import { type RulesetDefinition, Spectral } from '@stoplight/spectral-core';
import owasp from '@stoplight/spectral-owasp-ruleset';
import { oas } from '@stoplight/spectral-rulesets';

/** A rule that is not kept somewhere, and why. */
export interface Exception {
  rule: RegExp;
  where: RegExp;
  because: string;
}

/** What a rule found. */
export interface Finding {
  rule: string;
  where: string;
  message: string;
}

/** All rules of both sets, the recommended and the others. */
const ALL = {
  extends: [
    [oas, 'all'],
    [owasp, 'all'],
  ],
} as unknown as RulesetDefinition;

/** What the strictest rules for OpenAPI and those of the OWASP API Security Top 10 say of a document. */
export async function lint(document: object): Promise<Finding[]> {
  const linter = new Spectral();
  linter.setRuleset(ALL);
  const found = await linter.run(document as Record<string, unknown>);
  return found.map(({ code, path, message }) => ({ rule: String(code), where: path.join('.'), message }));
}

/** The findings that no exception covers, and the exceptions that cover none. */
export function judge(findings: readonly Finding[], exceptions: readonly Exception[]) {
  const covers = ({ rule, where }: Exception, finding: Finding) => rule.test(finding.rule) && where.test(finding.where);
  return {
    findings: findings.filter((finding) => !exceptions.some((one) => covers(one, finding))),
    idle: exceptions.filter((one) => !findings.some((finding) => covers(one, finding))),
  };
}
