import type { Caller } from '#libs/auth';
import { type Operation, operationsByName } from '#libs/informatica';
import {
  type DatedGrants,
  type Decision,
  decide,
  type Environment,
  findEnvironment,
  isOps,
  type Level,
  levelOf,
  listPermissions,
} from '#libs/permission';
import { AppError } from '#libs/platform';
import type { Estate } from '../inventory/estate.js';
import type { PermissionAnswerView, PermissionHolderView, PermissionListView } from './permission.view.js';
import type { PermissionQuestionQuery } from './permission-question.input.js';

const MS_PER_S = 1000;

interface Question {
  domain: string;
  environment: Environment;
  operation: Operation;
  trigram: string | undefined;
}

/** Tells callers what they may do, by the same decision that their requests meet. */
export class CallerPermissions {
  constructor(private readonly estate: Estate) {}

  async list(caller: Caller): Promise<PermissionListView> {
    const dated = await this.estate.datedGrantsOf(caller, 'read');
    const { rules, nowMs } = this.estate.current;
    return { ...holder(caller, dated), permissions: listPermissions(dated.grants, rules, nowMs) };
  }

  /** One question; undefined where the query holds none. */
  async answer(caller: Caller, query: PermissionQuestionQuery): Promise<PermissionAnswerView | undefined> {
    const question = readQuestion(query);
    if (!question) return undefined;
    const { domain, environment, operation } = question;
    const level = levelOf(operation.kind);
    const dated = await this.estate.datedGrantsOf(caller, level === 'operate' ? 'change' : 'read');
    const { trigram, decision } = this.decideFor(question, level, dated);
    return {
      ...holder(caller, dated),
      question: { trigram, domain, environment, operation: operation.name, level },
      allowed: decision.allowed,
      reason: decision.reason,
      ...(decision.allowed && { rule: decision.rule }),
    };
  }

  /** Where no trigram is named, that of an owner under whom it is allowed, else of the first. */
  private decideFor({ domain, environment, trigram }: Question, level: Level, { grants }: DatedGrants) {
    const { rules, nowMs } = this.estate.current;
    const owners = rules.in(domain, environment).filter(({ kind }) => kind === 'owner');
    const candidates = trigram ? [trigram] : owners.map((rule) => rule.trigram);
    const decided = (candidates.length > 0 ? candidates : ['']).map((one): { trigram: string; decision: Decision } => ({
      trigram: one,
      decision: decide({ grants, rules, trigram: one, domain, environment, level, nowMs }),
    }));
    const best = decided.find(({ decision }) => decision.allowed) ?? decided[0];
    if (!best) throw new AppError('INTERNAL', 'A question has no answer.');
    return best;
  }
}

const holder = ({ login }: Caller, { grants, ageMs, isStale }: DatedGrants): PermissionHolderView => ({
  login,
  ops: isOps(grants),
  directory: { ageS: Math.round(ageMs / MS_PER_S), isStale },
});

function readQuestion({ domain, environment, operation, trigram }: PermissionQuestionQuery): Question | undefined {
  const wanted = operationsByName.get(operation ?? '');
  const where = findEnvironment(environment ?? '');
  if (!domain || !where || !wanted) return undefined;
  return { domain, environment: where, operation: wanted, trigram: trigram?.toUpperCase() };
}
