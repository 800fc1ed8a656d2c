import { expect, it, jest } from '@jest/globals';
import type { Ask } from '../jobs/ask.js';
import { OpsDesk, type OpsDeskParts } from './ops-desk.js';

const REQUEST = { caller: { login: 'oscar' }, correlationId: 'c', headers: {} };

/** A desk whose stream of a job lasts until its reader is gone, and the reader. */
function following() {
  let signOut: () => void = () => undefined;
  const stopListening = jest.fn();
  const send = (_id: string, { hungUp }: Ask) =>
    new Promise<void>((resolve) => hungUp().addEventListener('abort', () => resolve()));
  const onSignOut: OpsDeskParts['onSignOut'] = (request, over) => {
    expect(request).toBe(REQUEST);
    signOut = over;
    return stopListening;
  };
  const raw = { once: jest.fn((_: string, closed: () => void) => closed), writableFinished: false, destroyed: false };
  const desk = new OpsDesk({ events: { send }, onSignOut } as unknown as OpsDeskParts);
  const ended = desk.follow('j', REQUEST as never, { raw } as never);
  const hangUp = () => raw.once.mock.calls[0]?.[1]();
  return { ended, signOut: () => signOut(), hangUp, stopListening };
}

it('the stream of a job ends when its reader signs out, and nobody listens for that any more', async () => {
  const { ended, signOut, stopListening } = following();
  expect(stopListening).not.toHaveBeenCalled();
  signOut();
  await ended;
  expect(stopListening).toHaveBeenCalledTimes(1);
});

it('and when its reader goes', async () => {
  const { ended, hangUp, stopListening } = following();
  hangUp();
  await ended;
  expect(stopListening).toHaveBeenCalledTimes(1);
});
