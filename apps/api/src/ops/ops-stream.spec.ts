import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { FastifyReply } from 'fastify';
import { AppError } from '#libs/platform';
import { waitUntil } from '../callbacks/testing/wait-until.js';
import { OpsStream, type Watching } from './ops-stream.js';
import type { OpsSnapshot } from './snapshot.js';

const asking = (login: string, expiresAtMs = Date.now() + 60_000): Watching => ({
  caller: { subject: login, login, scopes: [], expiresAtMs },
  headers: {},
});

/** What a viewer is sent. */
class Viewer {
  readonly raw = new EventEmitter();
  text = '';
  hasEnded = false;

  get reply(): FastifyReply {
    const send = (stream: Readable) => {
      stream.on('data', (chunk: Buffer) => {
        this.text += chunk;
      });
      stream.on('end', () => {
        this.hasEnded = true;
      });
    };
    return { raw: this.raw, headers: () => ({ send }) } as unknown as FastifyReply;
  }

  get events(): string[] {
    return [...this.text.matchAll(/^event: (\w+)$/gm)].map(([, event = '']) => event);
  }
}

let verdict = 'well';
const current = jest.fn(async () => ({ at: new Date().toISOString(), verdict }) as unknown as OpsSnapshot);
const assertStillMay = jest.fn(async (_request: Watching): Promise<void> => {});
let stream: OpsStream;

const open = () => {
  stream = new OpsStream({ snapshots: { current }, assertStillMay, logger: { warn: jest.fn() } as never }, 10);
  return stream;
};
afterEach(() => {
  stream.close();
  jest.clearAllMocks();
  assertStillMay.mockImplementation(async () => {});
  verdict = 'well';
});

describe('the stream of snapshots', () => {
  it('tells all at once, then only the time until something is new', async () => {
    const viewer = new Viewer();
    await open().watch(asking('oscar'), viewer.reply);
    await waitUntil('two are told', async () => viewer.events.length >= 3);
    expect(viewer.events.slice(0, 3)).toEqual(['snapshot', 'still', 'still']);
    verdict = 'problem';
    await waitUntil(
      'the new one is told',
      async () => viewer.events.at(-1) === 'snapshot' || viewer.text.includes('problem'),
    );
    expect(viewer.events.filter((event) => event === 'snapshot')).toHaveLength(2);
  });

  it('asks for nothing while nobody watches', async () => {
    const viewer = new Viewer();
    await open().watch(asking('oscar'), viewer.reply);
    viewer.raw.emit('close');
    const asked = current.mock.calls.length;
    await new Promise((done) => setTimeout(done, 50));
    expect(current.mock.calls.length).toBe(asked);
    await waitUntil('it has ended', async () => viewer.hasEnded);
  });

  it('ends for whoever may look no more, and for nobody else', async () => {
    const [gone, stays] = [new Viewer(), new Viewer()];
    await open().watch(asking('gone'), gone.reply);
    await stream.watch(asking('stays'), stays.reply);
    assertStillMay.mockImplementation(async ({ caller: { login } }) => {
      if (login === 'gone') throw new AppError('PERMISSION_DENIED', 'Only members of the ops group may do this.');
    });
    await waitUntil('it has ended', async () => gone.hasEnded);
    const heard = stays.events.length;
    await waitUntil('the other hears more', async () => stays.events.length > heard);
    expect(stays.hasEnded).toBe(false);
  });

  it('ends with the token that it was opened with', async () => {
    const viewer = new Viewer();
    // No tick comes before the end of the test.
    stream = new OpsStream({ snapshots: { current }, assertStillMay, logger: { warn: jest.fn() } as never }, 60_000);
    await stream.watch(asking('oscar', Date.now() + 40), viewer.reply);
    await waitUntil('it has ended', async () => viewer.hasEnded);
  });

  it('has room for so many', async () => {
    open();
    for (let count = 0; count < 200; count += 1) await stream.watch(asking('oscar'), new Viewer().reply);
    await expect(stream.watch(asking('oscar'), new Viewer().reply)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  });
});
