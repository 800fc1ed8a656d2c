const MASK = '[masked]';

/** What finds a job and says what it is about. */
const JOB = [
  'id',
  'operation',
  'kind',
  'input',
  'target',
  'requestedBy',
  'correlationId',
  'traceparent',
  'createdAt',
  'reason',
  'notAfter',
  'fence',
];
/** No `user`: whose sessions are ended is nobody's business who watches queues. */
const INPUT = ['service', 'repository', 'connectionId', 'mode'];
const TARGET = ['trigram', 'domain', 'environment', 'host', 'zone', 'service', 'repository', 'connectionId'];
const REQUESTER = ['login', 'clientId'];
const RESULT = ['status', 'code'];

const PARTS: Readonly<Record<string, readonly string[]>> = { input: INPUT, target: TARGET, requestedBy: REQUESTER };

/**
 * The job that an envelope carries, as far as the board shows it: what stands in no list is masked, and the signature is not
 * there at all. Whoever may see all of a job finds it by its id at /v1/jobs.
 */
export function maskedJob(data: unknown): unknown {
  const { v, job } = membersOf(data);
  const read = parse(job);
  if (!read) return { v: plain(v), job: 'unreadable' };
  const shown = Object.entries(masked(read, JOB)).map(([name, value]) => {
    const known = PARTS[name];
    return [name, known && value !== MASK ? masked(membersOf(value), known) : plain(value)];
  });
  return { v: plain(v), job: Object.fromEntries(shown) };
}

/** What a worker told Bull: a status, and a code where it failed. */
export const maskedResult = (value: unknown): unknown => {
  const shown = masked(membersOf(value), RESULT);
  return Object.fromEntries(Object.entries(shown).map(([name, one]) => [name, plain(one)]));
};

const masked = (members: Record<string, unknown>, known: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [name, known.includes(name) ? value : MASK]));

/** A word or a number; nothing in which something else could hide. */
const plain = (value: unknown): unknown => (typeof value === 'object' ? MASK : value);

const membersOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

function parse(text: unknown): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(String(text));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
