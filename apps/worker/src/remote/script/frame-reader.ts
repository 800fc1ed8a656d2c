/** What is kept of one command's output on one stream; the rest is counted and thrown away. */
const KEPT_BYTES = 1_048_576;

/** A line that the script itself wrote: its words, and the output that stood before it. */
export interface Frame {
  words: readonly string[];
  content: string;
  isTruncated: boolean;
}

/**
 * Cuts a stream at the marker lines of a script while it arrives, so that a flood is never held in memory.
 *
 * The marker is random per run: no output can imitate it. Content is decoded as UTF-8 when a frame is complete.
 */
export class FrameReader {
  readonly frames: Frame[] = [];
  private readonly sign: string;
  /** Bytes as latin1, so that an index is a byte. */
  private pending = '';
  private content = '';
  private isTruncated = false;
  /** How much of the content was told. */
  private told = 0;
  /** What the content stands behind. */
  private opening: string | undefined;

  /** `onOutput` is told what a command prints, whole lines as they come. */
  constructor(
    marker: string,
    private readonly onOutput?: (lines: string) => void,
  ) {
    this.sign = `\n${marker} `;
  }

  /** What came after the last frame. */
  get rest(): string {
    return decode(this.content + this.pending);
  }

  feed(chunk: Buffer): void {
    this.pending += chunk.toString('latin1');
    while (this.takeFrame());
  }

  private takeFrame(): boolean {
    const at = this.pending.indexOf(this.sign);
    if (at < 0) {
      this.keep(Math.max(0, this.pending.length - this.sign.length));
      return false;
    }
    const end = this.pending.indexOf('\n', at + 1);
    this.keep(at);
    if (end < 0) return false;
    const words = this.pending.slice(this.sign.length, end - at).split(' ');
    this.pending = this.pending.slice(end - at + 1);
    // Where the content was cut, its last line was too: half a secret could not be told from text.
    this.tell(this.isTruncated ? this.content.lastIndexOf('\n') + 1 : this.content.length);
    this.frames.push({ words, content: decode(this.content), isTruncated: this.isTruncated });
    this.opening = words[0];
    this.content = '';
    this.told = 0;
    this.isTruncated = false;
    return true;
  }

  private keep(length: number): void {
    const room = KEPT_BYTES - this.content.length;
    if (length > room) this.isTruncated = true;
    this.content += this.pending.slice(0, Math.min(length, room));
    this.pending = this.pending.slice(length);
    this.tell(this.content.lastIndexOf('\n') + 1);
  }

  /** Tells the content up to a place; only what stands behind `begin` was printed by a command. */
  private tell(end: number): void {
    if (end <= this.told || !this.onOutput || this.opening !== 'begin') return;
    const lines = decode(this.content.slice(this.told, end));
    this.onOutput(lines.endsWith('\n') ? lines : `${lines}\n`);
    this.told = end;
  }
}

const decode = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8');
