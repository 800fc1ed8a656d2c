import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError, type Secret } from '#libs/platform';
import type { AcceptedJob } from '../jobs/job.js';
import type { ZoneKeys } from '../settings.js';
import { LeftToOthers } from './left-to-others.js';

/** The version of the envelope that this release writes: it grows where a worker must not run a job as an older one would. */
export const ENVELOPE_VERSION = 1;

/** The oldest version that this release opens. */
export const OLDEST_ENVELOPE = 1;

/**
 * What Bull carries: the job as text, so that what was signed is byte for byte what is checked, and its signature. These three
 * fields, the way to sign, and `id` and `target.zone` of the job stay as they are in every version (docs/adr/0021).
 */
export interface Envelope {
  v: number;
  /** JSON of `SignedJob`. */
  job: string;
  /** HMAC-SHA256 over zone, version and job with the key of the zone, in hex. */
  mac: string;
}

/** The signed content. `notAfter` is ISO 8601 by Redis' clock. */
export interface SignedJob extends AcceptedJob {
  notAfter: string;
  /** Of a change: its number among all changes. Envelopes of releases before it have none. */
  fence?: string;
  /** ISO 8601 by Redis' clock: since when the job waits. Envelopes of releases before it have none. */
  createdAt?: string;
}

const macOf = (zone: string, key: Secret, { v, job }: Pick<Envelope, 'v' | 'job'>): Buffer =>
  createHmac('sha256', key.reveal()).update(`etlaas:${v}:${zone}\n`).update(job).digest();

/** Seals a job for the workers of its zone, by the zone's first key. Throws where this process has none: fail closed. */
export function sealEnvelope(job: SignedJob, keys: ZoneKeys): Envelope {
  const [key] = keys.get(job.target.zone) ?? [];
  if (!key) throw new AppError('INTERNAL', `There is no key for zone ${job.target.zone}.`);
  const sealed = { v: ENVELOPE_VERSION, job: JSON.stringify(job) };
  return Object.assign(sealed, { mac: macOf(job.target.zone, key, sealed).toString('hex') });
}

/**
 * Opens what came out of the queue of `zone`. Throws `ENVELOPE_REFUSED` for anything that the API did not put there: a wrong
 * signature, a job of another zone, an id that is not the one of the Bull job, a version that is opened no longer. What an API of a
 * newer release put there is genuine, but none of ours: `LeftToOthers`.
 */
export function openEnvelope(data: unknown, zone: string, jobId: string, keys: ZoneKeys): SignedJob {
  const refuse = (why: string) => new AppError('ENVELOPE_REFUSED', `The queued job was refused: ${why}.`);
  const known = keys.get(zone);
  if (!known) throw refuse('this worker has no key of the zone');
  if (!isEnvelope(data)) throw refuse('it is not an envelope that this release opens');
  if (!known.some((key) => isSignedBy(key, zone, data))) throw refuse('the signature is wrong');
  const job = JSON.parse(data.job) as SignedJob;
  if (job.target.zone !== zone) throw refuse('it belongs to another zone');
  if (job.id !== jobId) throw refuse('it was queued under another id');
  // Only now: nobody without the key can have a job passed round.
  if (data.v > ENVELOPE_VERSION) throw new LeftToOthers(`its envelope is of version ${data.v}`);
  return job;
}

function isSignedBy(key: Secret, zone: string, envelope: Envelope): boolean {
  const given = Buffer.from(envelope.mac, 'hex');
  const wanted = macOf(zone, key, envelope);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

const isEnvelope = (data: unknown): data is Envelope => {
  const { v, job, mac } = (data ?? {}) as Partial<Record<keyof Envelope, unknown>>;
  const isKnown = Number.isSafeInteger(v) && Number(v) >= OLDEST_ENVELOPE;
  return isKnown && typeof job === 'string' && typeof mac === 'string' && /^[0-9a-f]{64}$/.test(mac);
};
