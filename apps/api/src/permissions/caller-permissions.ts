import type { Caller } from '#libs/auth';
import { type Operation, operationsByName } from '#libs/informatica';
import {
  type DatedGrants,
  type Decision,
  decide,
  type Environment,
  findEnvironment,
  isOps,
  levelOf,
  listPermissions,
  type PermissionQuestion,
} from '#libs/permission';
import { AppError } from '#libs/platform';
import type { Based } from '../http/based.js';
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

/** What a question is decided by. */
type Basis = Pick<PermissionQuestion, 'grants' | 'rules' | 'level' | 'nowMs'>;

/** Tells callers what they may do, by the same decision that their requests meet. */
export class CallerPermissions {
  constructor(private readonly estate: Estate) {}

  async list(caller: Caller): Promise<Based<PermissionListView>> {
    const basis = await this.estate.basisOf(caller, 'read');
    const { rules, nowMs, hashes } = this.estate.current;
    const view = { ...holder(caller, basis), permissions: listPermissions(basis.grants, rules, nowMs) };
    return { view, files: { ...basis.files, 'GCR.csv': hashes['GCR.csv'] } };
  }

  /** One question; undefined where the query holds none. */
  async answer(caller: Caller, query: PermissionQuestionQuery): Promise<Based<PermissionAnswerView> | undefined> {
    const question = readQuestion(query);
    if (!question) return undefined;
    const { domain, environment, operation } = question;
    const level = levelOf(operation.kind);
    const basis = await this.estate.basisOf(caller, level === 'operate' ? 'change' : 'read');
    const now = this.estate.current;
    const { trigram, decision } = decideFor(question, { level, ...basis, ...now });
    const view = {
      ...holder(caller, basis),
      question: { trigram, domain, environment, operation: operation.name, level },
      allowed: decision.allowed,
      reason: decision.reason,
      ...(decision.allowed && { rule: decision.rule }),
    };
    return { view, files: { ...basis.files, 'GCR.csv': now.hashes['GCR.csv'] } };
  }
}

/** Where no trigram is named, that of an owner under whom it is allowed, else of the first. */
function decideFor({ domain, environment, trigram }: Question, basis: Basis): { trigram: string; decision: Decision } {
  const { rules } = basis;
  const owners = rules.in(domain, environment).filter(({ kind }) => kind === 'owner');
  const candidates = trigram ? [trigram] : owners.map((rule) => rule.trigram);
  const decided = (candidates.length > 0 ? candidates : ['']).map((one) => ({
    trigram: one,
    decision: decide({ ...basis, trigram: one, domain, environment }),
  }));
  const best = decided.find(({ decision }) => decision.allowed) ?? decided[0];
  if (!best) throw new AppError('INTERNAL', 'A question has no answer.');
  return best;
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
