import { WireReader } from './kafka-wire.js';

/** A message as a consumer would have it. */
export interface Message {
  partition: number;
  key: string;
  value: string;
}

/** A batch of messages and the numbers by which a broker knows a repeat. */
export interface Produced {
  partition: number;
  producer: bigint;
  sequence: number;
  messages: Message[];
}

/** Reads one record batch (magic 2), which must be whole and have a producer. */
export function messagesIn(bytes: Buffer, partition: number): Produced {
  const batch = new WireReader(bytes);
  batch.int64();
  if (batch.int32() !== bytes.length - batch.at) throw new Error('the batch has another length than it says');
  batch.int32();
  if (batch.int8() !== 2) throw new Error('not a record batch of version 2');
  const crc = batch.int32() >>> 0;
  if (crc !== crc32c(bytes.subarray(batch.at))) throw new Error('the checksum is wrong');
  if (batch.int16() !== 0) throw new Error('no attributes are known here');
  batch.take(4 + 8 + 8);
  const producer = batch.int64();
  batch.int16();
  const sequence = batch.int32();
  if (producer < 0n || sequence < 0) throw new Error('the producer is not idempotent');
  const messages = Array.from({ length: batch.int32() }, () => messageIn(batch, partition));
  return { partition, producer, sequence, messages };
}

function messageIn(batch: WireReader, partition: number): Message {
  batch.varint();
  batch.int8();
  batch.varint();
  batch.varint();
  const key = batch.take(batch.varint()).toString();
  const value = batch.take(batch.varint()).toString();
  if (batch.varint() !== 0) throw new Error('no headers are known here');
  return { partition, key, value };
}

/** Castagnoli, bit by bit. */
function crc32c(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  return ~crc >>> 0;
}
