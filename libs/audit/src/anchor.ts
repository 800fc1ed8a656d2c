import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { AuditKeys } from './audit-keys.js';

/** Where a chain stood at a time, to be kept outside: whoever cuts records off behind it, or writes the chain anew, is found out. */
export interface Anchor {
  writer: string;
  chain: string;
  /** The last record that was on the disk. */
  seq: number;
  mac: string;
  /** When this was said. */
  at: string;
}

const shape = z.object({
  v: z.literal(1),
  writer: z.string().max(128),
  chain: z.string().regex(/^[0-9a-f]{16}$/),
  seq: z.number().int().positive(),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.string().max(64),
});

/** No record of a chain is signed over such a text: neither can stand in for the other. */
const PURPOSE = 'etlaas audit anchor\n';
const TAIL = /,"kid":"([^"\\]{1,64})","sig":"([0-9a-f]{64})"\}$/;

/** The anchor as one signed line, without its end. */
export function anchorLine({ writer, chain, seq, mac, at }: Anchor, keys: AuditKeys): string {
  const { id, key } = keys.current;
  const signed = `${JSON.stringify({ v: 1, writer, chain, seq, mac, at }).slice(0, -1)},"kid":"${id}"`;
  return `${signed},"sig":"${signatureOf(signed, key.reveal())}"}`;
}

/** Why a line anchors nothing. A line may have been torn by a crash; another was made by somebody else. */
export interface AnchorFault {
  fault: string;
  isTorn?: boolean;
}

/** What a line anchors; where nobody with a known key wrote it, why it proves nothing. */
export function readAnchor(line: string, keys: AuditKeys): Anchor | AnchorFault {
  const [, kid, signature] = TAIL.exec(line) ?? [];
  if (kid === undefined || signature === undefined) return { fault: 'no whole anchor', isTorn: true };
  const key = keys.byId(kid);
  if (!key) return { fault: `signed with key ${kid}, which is not among AUDIT_KEYS` };
  const own = signatureOf(line.slice(0, line.lastIndexOf(',"sig":"')), key.reveal());
  if (!timingSafeEqual(Buffer.from(own, 'hex'), Buffer.from(signature, 'hex'))) {
    return { fault: 'the anchor is not what was signed' };
  }
  const read = shape.safeParse(JSON.parse(line));
  return read.success ? read.data : { fault: 'the line is no anchor of this version' };
}

/** The id of the key that a whole anchor says it is signed with. */
export const anchorKeyOf = (line: string): string => TAIL.exec(line)?.[1] ?? '';

const signatureOf = (signed: string, key: string): string =>
  createHmac('sha256', key).update(`${PURPOSE}${signed}`).digest('hex');
