import type { CommandOutcome } from '../command.js';
import { connect, killUserConnection } from '../commands/pmrep.js';
import type { Place } from '../operation.js';
import type { KilledSessionsView } from '../operations/killed-sessions.view.js';
import type { UserConnectionView } from '../operations/user-connection.view.js';
import { outcomeAt } from '../parsers/output.js';
import { parseConnect, parseKillUserConnection } from '../parsers/pmrep.js';
import { recordStart, type UserConnections } from '../parsers/user-connections.js';
import type { PlannedStep } from '../plan.js';
import { beginInOrder, effect, type Journal, pause, type Steps } from '../steps.js';
import { type EffectEnd, endOf, journalNotUnderstood, notReached, notVerified } from './effect-end.js';
import {
  currentUserConnections,
  isConnectionList,
  isSameConnection,
  readUserConnections,
  userConnectionCommands,
} from './user-connections.js';

/** Where connections are killed. */
export interface KillPlace {
  repository: string;
  place: Place;
}

/** Whom to kill. */
export interface Choice {
  /** The connections to kill, out of those that are there; may throw a refusal. */
  choose(connections: UserConnections): UserConnectionView[];
  /** Those that were meant too, but are left alone. */
  spare?(connections: UserConnections): UserConnectionView[];
}

/** Bounds reads, kills and verification together; each pmrep connect alone takes about 5 s (informatica-cli §10). */
export const killRunLimitMs = 900_000;

/** A killed connection may need a moment to go: it is looked for again after these pauses. */
const LOOK_AGAIN_AFTER_MS = [500, 2_000];

/**
 * Kills the chosen connections, each by its id, and tells which are gone. The list is read in the same step that asks for
 * the journal, right before the effect: ids are given again after a restart of the Repository Service.
 */
export function* killConnections(at: KillPlace, choice: Choice): Steps<KilledSessionsView> {
  const begun = yield* beginInOrder('kill', ...userConnectionCommands(at.repository, at.place));
  if (begun.journal) return yield* settleKill(at, choice, begun.journal);
  const chosen = choice.choose(yield* readUserConnections(begun.outcomes ?? [], at.repository));
  if (chosen.length === 0) return { killed: [] };
  const kills = chosen.map(({ connectionId }) => ({ ...killUserConnection(connectionId), goOn: true }));
  return yield* settleKill(at, choice, yield* effect('kill', chosen, connect(at.repository, at.place), ...kills));
}

/** What a kill would do. `whom` says in words who is killed, `connectionId` by which id. */
export const killPlan = ({ repository, place }: KillPlace, whom: string, connectionId: string): PlannedStep[] => [
  {
    phase: 'before',
    what: `Who is connected to ${repository}? ${whom} Those of services and of our technical user only by force, our own never.`,
    commands: userConnectionCommands(repository, place),
  },
  {
    phase: 'effect',
    what: 'The kill, by id and at most once for this job.',
    commands: [connect(repository, place), killUserConnection(connectionId)],
  },
  {
    phase: 'after',
    what: 'Who is connected now? Who is not in this list any more was killed.',
    commands: userConnectionCommands(repository, place),
  },
];

/** A new list decides, not what pmrep said: it is not known whether killing an id that is gone is an error or not. */
function* settleKill(at: KillPlace, { spare }: Choice, journal: Journal): Steps<KilledSessionsView> {
  const { before } = journal;
  if (!isConnectionList(before)) throw journalNotUnderstood();
  const end = endOf(journal, (outcomes) => checkKill(outcomes, before.length, at.repository));
  const { remaining, now } = yield* lookAgain(at, before, end);
  const killed = before.filter((connection) => !remaining.includes(connection));
  const spared = spare?.(now) ?? [];
  if (remaining.length === 0) return { killed, ...(spared.length > 0 && { spared }) };
  const sentence = `${remaining.length} of ${before.length} connections are still there. Ask again for the rest.`;
  // Some are gone: "the command failed" alone would hide that, so the caller is told which.
  const told: EffectEnd = end.kind === 'failed' && killed.length > 0 ? { kind: 'done' } : end;
  throw notReached(told, sentence, { killed, remaining });
}

function checkKill(outcomes: readonly CommandOutcome[], kills: number, repository: string): void {
  parseConnect(outcomeAt(outcomes, 0, 'pmrep connect'), repository);
  for (let index = 1; index <= kills; index += 1) {
    parseKillUserConnection(outcomeAt(outcomes, index, 'pmrep killuserconnection'));
  }
}

/** Who is there after a kill, and who of those before. */
interface Aftermath {
  now: UserConnections;
  remaining: UserConnectionView[];
}

function* lookAgain(at: KillPlace, before: UserConnectionView[], end: EffectEnd): Steps<Aftermath> {
  try {
    let found = yield* aftermathOf(at, before);
    for (const ms of end.kind === 'failed' ? [] : LOOK_AGAIN_AFTER_MS) {
      if (found.remaining.length === 0) break;
      yield* pause(ms);
      found = yield* aftermathOf(at, before);
    }
    return found;
  } catch (error) {
    throw notVerified(end, error);
  }
}

function* aftermathOf(at: KillPlace, before: UserConnectionView[]): Steps<Aftermath> {
  const now = yield* currentUserConnections(at.repository, at.place);
  const remaining = before.filter(
    (connection) =>
      now.connections.some((other) => isSameConnection(connection, other)) ||
      // A record that cannot be read may be this connection; "gone" would be a guess.
      mentions(now, ({ connectionId }) => connectionId === connection.connectionId),
  );
  return { now, remaining };
}

/** Whether a record that could not be read whole begins with an id or user that is asked for. */
export const mentions = (
  { unread }: UserConnections,
  isMeant: (start: { connectionId: string; user: string }) => boolean,
): boolean =>
  unread.flat().some((line) => {
    const start = recordStart(line);
    return start !== undefined && isMeant(start);
  });
