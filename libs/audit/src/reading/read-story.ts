import type { AuditKeys } from '../audit-keys.js';
import { type ChainLink, isGenuine, linkOf } from '../chain.js';
import { findPlaces } from './audit-places.js';
import { fileLines } from './file-lines.js';

/** Whose records are wanted. */
export type StoryOf = { job: string } | { correlation: string } | { record: string };

/** A record as it stands in a file; of one that is not genuine nothing is proved. */
export interface ToldRecord extends Record<string, unknown> {
  event: string;
  ts: string;
  writer: string;
  correlation_id?: string;
  job_id?: string;
}

/**
 * `unknown`: nobody looked, for want of keys, or it is of a version that was not signed. `key not given`: it names a key that is not among
 * those that were given, so it may be genuine or not.
 */
export type Proof = 'genuine' | 'not genuine' | 'key not given' | 'unknown';

/** One record of a story, and where it can be looked up. */
export interface StoryRecord {
  record: ToldRecord;
  proof: Proof;
  seq: number | undefined;
  /** The id of the key that it says it was signed with. */
  kid: string | undefined;
  file: string;
  line: number;
}

/** What is asked. */
export interface StoryQuestion {
  directories: readonly string[];
  about: StoryOf;
  /** Without them nothing is verified. */
  keys?: AuditKeys | undefined;
}

/**
 * Collects the records of a job, with every request about it and what else belongs to the request that made it; or those of a correlation id;
 * or one record. In the order of their times, each once. Whether others are missing is for `verifyAudit` to say. Rejects where a
 * directory or a file cannot be read.
 */
export async function readStory({ directories, about, keys }: StoryQuestion): Promise<StoryRecord[]> {
  const { chains, strays } = await findPlaces(directories);
  const files = [...chains.flat().map(({ path }) => path), ...strays];
  const found = await collect(files, matcherOf(about), keys);
  if (!('job' in about)) return inOrder(found);
  const made = found.filter(({ record }) => record.event === 'job.decided');
  const origins = new Set(made.flatMap(({ record }) => record.correlation_id ?? []));
  const around = await collect(files, besides(origins), keys);
  return inOrder([...found, ...around]);
}

/** `words`: one of them stands in each line that is wanted, so that few lines need be parsed. */
interface Matcher {
  words: readonly string[];
  matches: (record: ToldRecord) => boolean;
}

function matcherOf(about: StoryOf): Matcher {
  const [word = ''] = Object.values(about) as string[];
  const matches = (record: ToldRecord): boolean => {
    if ('job' in about) return isOfJob(record, word);
    return 'correlation' in about ? record.correlation_id === word : record['id'] === word;
  };
  return { words: [word], matches };
}

/** A request is about a job by its address, too; so is what somebody did on the queue board. */
function isOfJob(record: ToldRecord, job: string): boolean {
  const { path, job: named } = details(record);
  return record.job_id === job || named === job || (typeof path === 'string' && path.includes(job));
}

/** What belongs to the same request and to no job of its own: a caller may use one correlation id for many jobs. */
const besides = (correlations: ReadonlySet<string>): Matcher => ({
  words: [...correlations],
  matches: ({ correlation_id, job_id }) => correlations.has(correlation_id ?? '') && job_id === undefined,
});

const details = ({ details: found }: ToldRecord): Record<string, unknown> =>
  typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};

async function collect(
  files: readonly string[],
  { words, matches }: Matcher,
  keys: AuditKeys | undefined,
): Promise<StoryRecord[]> {
  const found: StoryRecord[] = [];
  if (words.length === 0) return found;
  for (const file of files) {
    for await (const lines of fileLines(file)) {
      for (const { bytes, number: line } of lines) {
        if (!words.some((word) => bytes.includes(word))) continue;
        const text = bytes.toString('utf8');
        const record = recordOf(text);
        if (!record || !matches(record)) continue;
        const link = linkOf(text);
        found.push({ record, proof: proofOf(text, link, keys), seq: link?.seq, kid: link?.kid, file, line });
      }
    }
  }
  return found;
}

function recordOf(text: string): ToldRecord | undefined {
  try {
    const { event, ts, writer, ...more } = JSON.parse(text) as Record<string, unknown>;
    return { ...more, event: String(event), ts: String(ts), writer: String(writer) };
  } catch {
    return undefined;
  }
}

function proofOf(text: string, link: ChainLink | undefined, keys: AuditKeys | undefined): Proof {
  if (!keys || !link) return 'unknown';
  if (!keys.byId(link.kid)) return 'key not given';
  return isGenuine(text, keys) ? 'genuine' : 'not genuine';
}

/** The time of one machine may be before that of another: what comes from one writer keeps its order. */
function inOrder(found: readonly StoryRecord[]): StoryRecord[] {
  const once = new Map(
    found.map((one) => [`${one.record.writer}\0${one.record['mac'] ?? JSON.stringify(one.record)}`, one]),
  );
  return [...once.values()].sort(
    (one, other) =>
      one.record.ts.localeCompare(other.record.ts) ||
      one.record.writer.localeCompare(other.record.writer) ||
      (one.seq ?? 0) - (other.seq ?? 0),
  );
}
