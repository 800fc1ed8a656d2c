import type { StoryRecord } from '#libs/audit';

type Members = Readonly<Record<string, unknown>>;

const membersOf = (value: unknown): Members => (typeof value === 'object' && value !== null ? (value as Members) : {});

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** The texts of these that there are. */
const joined = (parts: readonly (string | undefined)[], between = ', '): string =>
  parts.filter((part) => part !== undefined && part !== '').join(between);

/** Who is behind a record, as far as it says so. */
export function whoOf({ record }: StoryRecord): string {
  const { login, client_id } = membersOf(record['subject']);
  return textOf(login) ?? textOf(client_id) ?? '';
}

/** What a record is about: `service INT_MAE_D01, domain DOM_MAE_D01, …`. */
export const targetOf = ({ record }: StoryRecord): string =>
  joined(Object.entries(membersOf(record['target'])).map(([name, value]) => `${name} ${textOf(value) ?? ''}`));

/** What happened, in a few words. */
export function whatOf({ record }: StoryRecord): string {
  const details = membersOf(record['details']);
  const message = textOf(record['response_message']);
  switch (record.event) {
    case 'request.answered': {
      const code = textOf(record['response_http_code']);
      const call = joined([textOf(details['method']), textOf(details['path'])], ' ');
      return joined([
        `${call}: ${code}${code === '202' ? ' (queued)' : ''}`,
        message === 'answered' ? undefined : message,
      ]);
    }
    case 'job.started':
      return joined([message, `by ${record.writer}`]);
    default:
      return joined([outcomeOf(record), message, textOf(details['code']), sharedFrom(details)]);
  }
}

const outcomeOf = (record: Members): string | undefined => textOf(record['outcome']);

const sharedFrom = ({ sharedFrom: job }: Members): string | undefined => {
  const id = textOf(job);
  return id && `a reading of job ${id}`;
};

/** By what right: the decision and the rule that made it. */
export function rightOf({ record }: StoryRecord): string {
  const { allowed, reason, rule } = membersOf(record['decision']);
  if (allowed === undefined) return '';
  const { kind, trigram, source, group } = membersOf(rule);
  const told = textOf(reason) ?? joined([textOf(kind), textOf(trigram)], ' ');
  // Some reasons are sentences that name the rule themselves.
  const isNamed = told.includes(`(${textOf(source)})`);
  const why = rule && !isNamed ? `by group ${textOf(group)} (${textOf(source)})` : undefined;
  return joined([allowed === true ? 'allowed' : 'refused', told, why]);
}
