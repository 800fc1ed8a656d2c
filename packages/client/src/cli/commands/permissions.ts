import type { Schemas } from '../../index.js';
import { filterOf } from '../arguments.js';
import type { Command, Context } from '../command.js';
import type { Screen } from '../screen.js';

type Rights = Schemas['PermissionListView'];
type Answer = Schemas['PermissionAnswerView'];

function showAnswer(out: Screen, { question, login, allowed, reason }: Answer): void {
  const { operation, domain, environment } = question;
  const verdict = `${login} ${allowed ? 'may' : 'may not'} ${operation} in ${domain} ${environment}`;
  out.line(`${verdict}: ${reason}`, allowed ? 'green' : 'red');
}

function showRights(out: Screen, { permissions }: Rights): void {
  out.table(
    ['trigram', 'domain', 'environment', 'you may', 'why'],
    permissions.map(({ trigram, domain, environment, level, reason }) => [trigram, domain, environment, level, reason]),
  );
}

async function tell({ api, args, out, signal }: Context): Promise<number> {
  const answer = await api.request('GET', '/v1/permissions', { query: filterOf(args) as never, signal });
  if (args.isJson) out.json(answer);
  else if ('question' in answer) showAnswer(out, answer);
  else showRights(out, answer);
  return 0;
}

export const permissionCommands: readonly Command[] = [
  {
    name: 'permissions',
    operands: [],
    summary: 'what you may do; with --domain, --environment and --operation: whether, and why',
    run: tell,
  },
];
