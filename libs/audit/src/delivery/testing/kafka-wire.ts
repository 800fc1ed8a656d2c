/** Reads the types of Kafka's protocol (flexible versions) from a message. */
export class WireReader {
  at = 0;

  constructor(private readonly bytes: Buffer) {}

  int8 = (): number => this.bytes.readInt8(this.step(1));
  int16 = (): number => this.bytes.readInt16BE(this.step(2));
  int32 = (): number => this.bytes.readInt32BE(this.step(4));
  int64 = (): bigint => this.bytes.readBigInt64BE(this.step(8));

  take(length: number): Buffer {
    const start = this.step(length);
    return this.bytes.subarray(start, start + length);
  }

  /** Of the days before flexible versions. */
  oldString(): string | undefined {
    const length = this.int16();
    return length < 0 ? undefined : this.take(length).toString();
  }

  compactBytes(): Buffer | undefined {
    const length = this.unsigned() - 1;
    return length < 0 ? undefined : this.take(length);
  }

  compactString = (): string | undefined => this.compactBytes()?.toString();

  compactArray<Item>(item: () => Item): Item[] {
    return Array.from({ length: Math.max(0, this.unsigned() - 1) }, item);
  }

  tags(): void {
    if (this.unsigned() !== 0) throw new Error('no tags are known here');
  }

  unsigned(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes.readUInt8(this.step(1));
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  /** Zigzag, as records have them. */
  varint(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  private step(length: number): number {
    const start = this.at;
    this.at += length;
    return start;
  }
}

const fixed = (length: number, write: (buffer: Buffer) => void): Buffer => {
  const buffer = Buffer.alloc(length);
  write(buffer);
  return buffer;
};

export const int8 = (value: number) => fixed(1, (buffer) => buffer.writeInt8(value));
export const int16 = (value: number) => fixed(2, (buffer) => buffer.writeInt16BE(value));
export const int32 = (value: number) => fixed(4, (buffer) => buffer.writeInt32BE(value));
export const int64 = (value: bigint) => fixed(8, (buffer) => buffer.writeBigInt64BE(value));
export const NO_TAGS = int8(0);

/** All lengths here are small. */
const length = (value: number): Buffer => int8(value + 1);

export const compactString = (text: string | undefined): Buffer =>
  text === undefined ? int8(0) : Buffer.concat([length(Buffer.byteLength(text)), Buffer.from(text)]);

export const compactArray = (items: readonly Buffer[]): Buffer => Buffer.concat([length(items.length), ...items]);
