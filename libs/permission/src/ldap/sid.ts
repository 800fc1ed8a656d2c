/** A security identifier ends in 4 bytes, little end first: the relative id within its domain. */
const RELATIVE_ID_BYTES = 4;
const HIGHEST_RELATIVE_ID = 0xff_ff_ff_ff;

/**
 * The security identifier of an account's primary group: that of the account, with the group's relative id at its end.
 *
 * Undefined when either is not what [MS-DTYP] 2.4.2 describes.
 */
export function primaryGroupSid(accountSid: Buffer, relativeId: string): Buffer | undefined {
  const id = /^\d{1,10}$/.test(relativeId) ? Number(relativeId) : Number.NaN;
  if (!isSid(accountSid) || !(id <= HIGHEST_RELATIVE_ID)) return undefined;
  const sid = Buffer.from(accountSid);
  sid.writeUInt32LE(id, sid.length - RELATIVE_ID_BYTES);
  return sid;
}

/** The relative id at the end of a security identifier; undefined when it is none. */
export const relativeIdOf = (sid: Buffer): number | undefined =>
  isSid(sid) ? sid.readUInt32LE(sid.length - RELATIVE_ID_BYTES) : undefined;

const HEADER_BYTES = 8;
const REVISION = 1;

const isSid = (bytes: Buffer): boolean =>
  bytes[0] === REVISION && (bytes[1] ?? 0) > 0 && bytes.length === HEADER_BYTES + RELATIVE_ID_BYTES * (bytes[1] ?? 0);
