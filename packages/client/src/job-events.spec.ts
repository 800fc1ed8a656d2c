import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { aJob, anEndedJob, aProblem, FakeApi, type Step } from './testing/fake-api.js';

const ID = aJob().id;

let api: FakeApi;
afterEach(() => api.stop());

const event = (id: string, name: string, data: unknown) =>
  `${id && `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** Sends these events, then ends in order or not. */
const stream =
  (text: string, end: 'end' | 'destroy' = 'end'): Step =>
  (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(text, () => (end === 'end' ? response.end() : response.destroy()));
  };

async function follow(lastEventId?: string, ...steps: Step[]) {
  api = await FakeApi.start(...steps);
  const seen: string[] = [];
  for await (const one of api.client().events(ID, lastEventId === undefined ? {} : { lastEventId })) {
    seen.push(`${one.id} ${one.event} ${one.event === 'log' ? JSON.stringify(one.data) : ''}`.trim());
  }
  return seen;
}

const lastIds = () => api.asked.map(({ headers }) => headers['last-event-id']);

describe('the events of a job', () => {
  it('come one by one and stop after the end', async () => {
    const text = event('1', 'status', aJob()) + event('1-1', 'log', { text: 'x' }) + event('2', 'end', anEndedJob());
    expect(await follow(undefined, stream(`: still here\n\n${text}`))).toEqual([
      '1 status',
      '1-1 log {"text":"x"}',
      '2 end',
    ]);
    expect(lastIds()).toEqual([undefined]);
  });

  it.each(['end', 'destroy'] as const)('are resumed where the stream stood, after its %s', async (how) => {
    const seen = await follow(
      undefined,
      stream(event('1', 'status', aJob()) + event('2', 'status', aJob()), how),
      stream(event('3', 'end', anEndedJob())),
    );
    expect(seen).toEqual(['1 status', '2 status', '3 end']);
    expect(lastIds()).toEqual([undefined, '2']);
  });

  it('are not told twice by an API that knows no Last-Event-ID', async () => {
    const seen = await follow(
      '7',
      stream(event('7', 'status', aJob()) + event('', 'log', 'same id, other event') + event('8', 'end', anEndedJob())),
    );
    expect(seen).toEqual(['7 log "same id, other event"', '8 end']);
    expect(lastIds()).toEqual(['7']);
  });

  it('reject with a refusal', async () => {
    const refused = follow(undefined, { status: 404, body: aProblem(404, 'JOB_NOT_FOUND') });
    await expect(refused).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
  });
});
