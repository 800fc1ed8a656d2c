import type { CommandOutcome } from '../command.js';
import { isName } from '../names.js';
import type { UserConnectionView } from '../operations/user-connection.view.js';
import { connectionLines } from './pmrep.js';

/** What a list of user connections says; `unread` holds the lines of each record that could not be read whole. */
export interface UserConnections {
  connections: UserConnectionView[];
  unread: string[][];
}

type Field = Exclude<keyof UserConnectionView, 'connectionId' | 'user'>;

/** The lines below the first one of a record, in their order (informatica-cli §5.2). */
const FIELDS = [
  'application',
  'service',
  'hostName',
  'hostAddress',
  'loginTime',
  'lastActivityTime',
  'processId',
  'status',
] as const satisfies readonly Field[];

const LABELS: Readonly<Record<string, Field>> = {
  application: 'application',
  service: 'service',
  hostname: 'hostName',
  hostaddress: 'hostAddress',
  logintime: 'loginTime',
  lastactivitytime: 'lastActivityTime',
  processid: 'processId',
  status: 'status',
};

const LABEL =
  /^\s*(application|service|host\s?name|host\s?address|login\s?time|last\s?activity\s?time|process\s?id|status)\s*[:=]\s*(.*)$/i;
const START = /^\s*(?:Connection\s?ID\s*[:=]\s*)?(\d{1,20})\s*[:,]\s*(?:User(?:\s?Name)?\s*[:=]\s*)?(\S.*)$/i;
const CLOCK = /\d{1,2}:\d{2}/;
/** A bare time of day looks like `<id> : <user>`; it is never the start of a record. */
const BARE_TIME = /^\s*\d{1,2}:\d{2}:\d{2}\b/;

/**
 * Reads `pmrep listuserconnections`. Whether the fields carry labels is not known for certain, so both forms are read;
 * whatever does not make a whole record of nine lines is kept as raw lines, never completed by a guess.
 */
export function parseListUserConnections(outcome: CommandOutcome): UserConnections {
  const result: UserConnections = { connections: [], unread: [] };
  const records = splitRecords(connectionLines(outcome));
  const read = records.map((lines) => ({ lines, connection: readRecord(lines) }));
  const uses = new Map<string | undefined, number>();
  for (const { connection } of read) uses.set(connection?.connectionId, (uses.get(connection?.connectionId) ?? 0) + 1);
  for (const { lines, connection } of read) {
    // Two records under one id contradict each other: neither may be killed by that id.
    if (connection && uses.get(connection.connectionId) === 1) result.connections.push(connection);
    else result.unread.push(lines);
  }
  return result;
}

/** The id and the user that begin a record, where a line looks like it. */
export function recordStart(line: string): { connectionId: string; user: string } | undefined {
  const [, connectionId, user] = BARE_TIME.test(line) ? [] : (START.exec(line) ?? []);
  return connectionId && user ? { connectionId, user: user.trim() } : undefined;
}

function splitRecords(lines: readonly string[]): string[][] {
  const records: string[][] = [];
  for (const line of lines) {
    const current = records.at(-1);
    if (current && !beginsRecord(line, current)) current.push(line);
    else records.push([line]);
  }
  return records;
}

/** A user or an application may be named like a start; so the record before must be at its end, or the form must tell. */
function beginsRecord(line: string, current: readonly string[]): boolean {
  if (!recordStart(line)) return false;
  const [first = '', second, ...rest] = current;
  if (second === undefined) return indentOf(line) <= indentOf(first);
  if (current.length > FIELDS.length || indentOf(line) < indentOf(second)) return true;
  return [second, ...rest].every((other) => LABEL.test(other));
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

function readRecord(lines: readonly string[]): UserConnectionView | undefined {
  const [first = '', ...others] = lines;
  const start = recordStart(first);
  if (!start || !isName('connectionId', start.connectionId) || others.length !== FIELDS.length) return undefined;
  const fields = others.every((line) => LABEL.test(line)) ? readLabelled(others) : readInOrder(others);
  return fields && { ...start, ...fields };
}

type Fields = Record<Field, string>;

function readLabelled(lines: readonly string[]): Fields | undefined {
  const fields = new Map<Field, string>();
  for (const line of lines) {
    const [, label = '', value = ''] = LABEL.exec(line) ?? [];
    const field = LABELS[label.toLowerCase().replace(/\s/g, '')];
    if (field) fields.set(field, value.trim());
  }
  return fromMap(fields);
}

/** Without labels only the place tells; times and the process id must look like it, or a line was missing or too much. */
function readInOrder(lines: readonly string[]): Fields | undefined {
  if (lines.some((line) => LABEL.test(line))) return undefined;
  const fields = fromMap(new Map(FIELDS.map((field, index) => [field, (lines[index] ?? '').trim()])));
  const plausible =
    fields && CLOCK.test(fields.loginTime) && CLOCK.test(fields.lastActivityTime) && /^\d+$/.test(fields.processId);
  return plausible ? fields : undefined;
}

function fromMap(fields: ReadonlyMap<Field, string>): Fields | undefined {
  return FIELDS.every((field) => fields.has(field)) ? (Object.fromEntries(fields) as Fields) : undefined;
}
