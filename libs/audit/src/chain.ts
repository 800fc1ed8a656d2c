import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AuditKeys } from './audit-keys.js';

/** Where a chain stands: its last record. The next one names its `mac`. */
export interface ChainHead {
  /** Number of the last record in its chain; 0 before the first. */
  seq: number;
  /** Its MAC, 64 hexadecimal digits; zeros before the first. */
  mac: string;
}

/** What a line says about its place in the chain. */
export interface ChainLink extends ChainHead {
  /** The MAC of the record before. */
  prev: string;
  /** The id of the key that the MAC was made with. */
  kid: string;
}

/** Before the first record of a chain. */
export const CHAIN_BEGIN: ChainHead = { seq: 0, mac: '0'.repeat(64) };

const MAC_MEMBER = ',"mac":"';
const TAIL = /,"seq":(\d{1,15}),"kid":"([^"\\]{1,64})","prev":"([0-9a-f]{64})","mac":"([0-9a-f]{64})"\}$/;

/**
 * Puts a record behind the head of its chain: the JSON object `text` gets the members `seq`, `kid`, `prev` and, as the last one,
 * `mac`: HMAC-SHA-256 over the UTF-8 bytes of the line before `,"mac":"`. The bytes count, not the JSON: whoever verifies needs the line as
 * it was written. Answers the line without its end, and the new head.
 */
export function linked(text: string, head: ChainHead, keys: AuditKeys): { line: string; head: ChainHead } {
  const { id, key } = keys.current;
  const seq = head.seq + 1;
  const signed = `${text.slice(0, -1)},"seq":${seq},"kid":"${id}","prev":"${head.mac}"`;
  const mac = macOf(signed, key.reveal());
  return { line: `${signed}${MAC_MEMBER}${mac}"}`, head: { seq, mac } };
}

/** What a line (without its end) says about its place; undefined where it says nothing. Nothing of it is verified. */
export function linkOf(line: string): ChainLink | undefined {
  const [, seq, kid, prev, mac] = TAIL.exec(line) ?? [];
  return kid && prev && mac ? { seq: Number(seq), kid, prev, mac } : undefined;
}

/** Whether a line is as somebody with a known key wrote it. Of its place in the chain this says nothing. */
export function isGenuine(line: string, keys: AuditKeys): boolean {
  const link = linkOf(line);
  const key = link && keys.byId(link.kid);
  if (!key) return false;
  const signed = line.slice(0, line.lastIndexOf(MAC_MEMBER));
  return timingSafeEqual(Buffer.from(link.mac, 'hex'), Buffer.from(macOf(signed, key.reveal()), 'hex'));
}

const macOf = (signed: string, key: string): string => createHmac('sha256', key).update(signed).digest('hex');
