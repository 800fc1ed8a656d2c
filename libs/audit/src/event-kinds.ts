import type { AuditEvent } from './events.js';

type Events = ReadonlySet<AuditEvent['event']>;

/** Nothing is done before these are kept. */
export const BEFORE_AN_EFFECT: Events = new Set(['job.decided', 'job.started']);

/** That somebody looked, or was answered: of these there are thousands, whatever the disk says. */
export const LOOKS: Events = new Set(['request.answered', 'board.viewed']);
