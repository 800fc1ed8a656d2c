import { describe, expect, it } from '@jest/globals';
import { readEventStream, type StreamEvent } from './event-stream.js';

async function read(...pieces: (string | Uint8Array)[]): Promise<StreamEvent[]> {
  async function* source() {
    for (const piece of pieces) yield typeof piece === 'string' ? new TextEncoder().encode(piece) : piece;
  }
  const events: StreamEvent[] = [];
  for await (const event of readEventStream(source())) events.push(event);
  return events;
}

const ONE = [{ id: '1', event: 'status', data: 'a\nb' }];

describe('the event stream', () => {
  it.each([
    ['line feeds', ['id: 1\nevent: status\ndata: a\ndata: b\n\n']],
    ['carriage returns', ['id: 1\revent: status\rdata: a\rdata: b\r\r']],
    ['both, cut apart', ['id: 1\r', '\nevent: status\r\ndata: a\r\nda', 'ta: b\r\n\r', '\n']],
    ['no blank behind the colon', ['id:1\nevent:status\ndata:a\ndata:b\n\n']],
    ['comments and unknown fields', [': hello\n\nid: 1\nretry: 5\nevent: status\n:x\ndata: a\ndata: b\n\n']],
    ['a byte order mark', ['\ufeffid: 1\nevent: status\ndata: a\ndata: b\n\n']],
  ])('is read with %s', async (_what, pieces) => {
    expect(await read(...pieces)).toEqual(ONE);
  });

  it('puts characters together that were cut apart', async () => {
    const bytes = new TextEncoder().encode('data: é✓\n\n');
    expect(await read(bytes.slice(0, 7), bytes.slice(7, 9), bytes.slice(9))).toEqual([
      { id: '', event: 'message', data: 'é✓' },
    ]);
  });

  it('keeps the id until another comes, and takes no event whose end is missing', async () => {
    const text = 'id: 4\ndata: x\n\nevent: log\ndata: y\n\nevent: end\n\ndata: never';
    expect(await read(text)).toEqual([
      { id: '4', event: 'message', data: 'x' },
      { id: '4', event: 'log', data: 'y' },
    ]);
  });
});
