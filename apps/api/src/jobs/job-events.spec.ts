import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { createLogger } from '#libs/platform';
import type { JobRecord } from '#libs/queue';
import { type EventsParts, JobEvents } from './job-events.js';

const JOB = { id: 'j', status: 'running', revision: 1, target: { zone: 'vm' } } as JobRecord;
const DAY_MS = 86_400_000;
const LINES = ['of the first minute', 'of the second minute', 'of the third minute'];

let lastsMs: number;

/** The events of a job that prints a line at each notice, for a caller that may see it at the first so many notices. */
async function eventsWhileVisible(notices: number, expiresAtMs = Date.now() + DAY_MS): Promise<string> {
  let [asked, noticed] = [0, 0];
  const parts = {
    reader: { find: async () => JOB },
    visibility: {
      visible: async (jobs: readonly JobRecord[]) => {
        asked += 1;
        return asked <= notices ? [...jobs] : [];
      },
    },
    wait: {
      async *notices(_id: string, timeoutMs: number) {
        lastsMs = timeoutMs;
        for (noticed = 1; noticed < LINES.length; noticed += 1) yield JOB;
        yield { ...JOB, status: 'succeeded', revision: 2 } as JobRecord;
      },
    },
    log: {
      watch: async () => undefined,
      after: async (_zone: string, _id: string, position: string) => {
        const count = Number(position.split('-')[0]);
        return LINES.slice(count, noticed).map((line, index) => ({ position: `${count + index + 1}-0`, text: line }));
      },
    },
    views: { view: async ({ id, status }: JobRecord) => ({ id, status }) },
  } as unknown as EventsParts;
  let sent: Promise<string> | undefined;
  const reply = { headers: () => ({ send: (stream: NodeJS.ReadableStream) => (sent = text(stream)) }) };
  const ask = {
    caller: { subject: 'alice', expiresAtMs },
    correlationId: 'c',
    hungUp: () => new AbortController().signal,
  };
  await new JobEvents(parts, createLogger('test', 'silent')).send(
    'j',
    ask as never,
    { headers: {} } as never,
    reply as never,
  );
  return (await sent) ?? '';
}

describe('the events of a job', () => {
  it('are told until its end to whoever may see it', async () => {
    const told = await eventsWhileVisible(LINES.length);
    for (const line of LINES) expect(told).toContain(line);
    expect(told).toMatch(/event: end/);
  });

  it('end with the token or session that they were asked for with', async () => {
    await eventsWhileVisible(LINES.length, Date.now() + 60_000);
    expect(lastsMs).toBeLessThanOrEqual(60_000);
    await eventsWhileVisible(LINES.length);
    expect(lastsMs).toBe(3_600_000);
  });

  it('end where the caller may not see it any more', async () => {
    const told = await eventsWhileVisible(1);
    expect(told).toContain(LINES[0]);
    expect(told).not.toContain(LINES[1]);
    expect(told).not.toMatch(/event: end/);
  });
});
