/** One server-sent event, as the stream says it. */
export interface StreamEvent {
  /** The last id that was said, by this event or one before; empty where none was. */
  id: string;
  event: string;
  data: string;
}

/** More than any event of ours; who sends a longer one sends no events. */
const LONGEST = 4 * 1024 * 1024;

/**
 * Reads `text/event-stream` as the standard says: any line end, comments, data of several lines; a last event without
 * its empty line is none.
 */
export async function* readEventStream(
  pieces: AsyncIterable<Uint8Array>,
  onPiece: () => void = () => undefined,
): AsyncGenerator<StreamEvent> {
  const events = new EventReader();
  for await (const line of linesOf(pieces, onPiece)) {
    const event = events.take(line);
    if (event) yield event;
  }
}

async function* linesOf(pieces: AsyncIterable<Uint8Array>, onPiece: () => void): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of pieces) {
    onPiece();
    rest += decoder.decode(piece, { stream: true });
    if (rest.length > LONGEST) throw new Error('a line of the event stream is too long');
    // A carriage return at the end may be half of a line end.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest.endsWith('\r')) yield rest.slice(0, -1);
}

class EventReader {
  #id = '';
  #event = '';
  #data: string[] = [];

  /** The event that this line ends, if it ends one. */
  take(line: string): StreamEvent | undefined {
    if (line === '') return this.#finish();
    const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#event = value;
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
    return undefined;
  }

  #finish(): StreamEvent | undefined {
    const found = { id: this.#id, event: this.#event || 'message', data: this.#data.join('\n') };
    const hasData = this.#data.length > 0;
    this.#event = '';
    this.#data = [];
    return hasData ? found : undefined;
  }
}
