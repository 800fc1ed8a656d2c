import { hasEnded, type Job, type Schemas } from '../../index.js';
import { filterOf } from '../arguments.js';
import type { Command, Context } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { finish, leave } from '../finish.js';
import { waited } from '../operate.js';
import type { Cell, Colour, Screen } from '../screen.js';
import { watch } from '../watch.js';

const COLOURS: Readonly<Record<string, Colour>> = {
  running: 'cyan',
  succeeded: 'green',
  failed: 'red',
  unknown: 'red',
  expired: 'yellow',
  cancelled: 'yellow',
};

const statusOf = ({ status }: Job): Cell => ({ text: status, colour: COLOURS[status] ?? 'dim' });

const rowOf = (job: Job): Cell[] => {
  const { id, operation, target, requestedBy, createdAt } = job;
  const where = [target.domain, target.environment, target.name].filter(Boolean).join(' ');
  return [id, statusOf(job), operation, where, requestedBy.login, createdAt];
};

async function list({ api, args, out, err, signal }: Context): Promise<number> {
  const page = await api.request('GET', '/v1/jobs', { query: filterOf(args) as never, signal });
  if (args.isJson) out.json(page);
  else showPage(out, page);
  if (page.nextPageToken) err.line(`There are more: --page-token ${page.nextPageToken}`, 'dim');
  return EXIT.succeeded;
}

function showPage(out: Screen, { jobs, counts }: Schemas['JobPageView']): void {
  out.table(['id', 'status', 'operation', 'target', 'by', 'created'], jobs.map(rowOf));
  if (counts) out.line(countsInWords(counts));
}

/** `38 jobs: 31 succeeded, 7 failed` */
function countsInWords({ total, byStatus, isExact }: Schemas['JobCountsView']): string {
  const parts = Object.entries(byStatus).filter(([, count]) => count > 0);
  const all = `${isExact ? '' : 'at least '}${total} ${total === 1 ? 'job' : 'jobs'}`;
  return parts.length > 0 ? `${all}: ${parts.map(([status, count]) => `${count} ${status}`).join(', ')}` : all;
}

const read = ({ api, signal }: Context, id: string): Promise<Job> =>
  api.request('GET', '/v1/jobs/{id}', { path: { id }, signal }) as Promise<Job>;

async function show(context: Context): Promise<number> {
  const job = await read(context, context.operands[0] ?? '');
  if (context.args.isWaiting) return finish(context, await waited(context, job));
  context.out.json(job);
  return EXIT.succeeded;
}

async function cancel(context: Context): Promise<number> {
  const { api, args, operands, signal } = context;
  const [id = ''] = operands;
  const asked = (await api.request('POST', '/v1/jobs/{id}/cancel', { path: { id }, signal })) as Job;
  const job = args.isWaiting ? await waited(context, asked) : asked;
  if (hasEnded(asked) && asked.status !== 'cancelled') endedAlready(context, asked);
  else leave(context, job);
  // What was wished has come: for this command that is a success.
  return args.isWaiting && job.status !== 'cancelled' ? EXIT.refused : EXIT.succeeded;
}

function endedAlready({ args, out }: Context, job: Job): void {
  if (args.isJson) out.json(job);
  else out.line(`${job.operation} ${job.id} had ended already: ${job.status}`);
}

const ID = ['id'] as const;

export const jobCommands: readonly Command[] = [
  {
    name: 'jobs list',
    operands: [],
    summary: 'the jobs that you may see, newest first: --status, --operation, --counts',
    run: list,
  },
  { name: 'jobs show', operands: ID, summary: 'all about one; with --wait once it has ended', run: show },
  {
    name: 'jobs watch',
    operands: ID,
    summary: 'follow one to its end',
    run: async (context) => finish(context, await watch(context, context.operands[0] ?? '')),
  },
  { name: 'jobs cancel', operands: ID, summary: 'take one back, or ask for its end', run: cancel },
];
