import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readSettings } from '#libs/platform';
import { ClientFiles } from '../../../../platform/src/testing/client-files.js';
import type { Sink } from '../batch.js';
import { deliveryRules, deliverySettings } from '../settings.js';
import { aBatch, NEVER, outcomeOf } from '../testing/batches.js';
import { LakeReceiver } from '../testing/lake-receiver.js';
import { type OpenSink, openSink } from './open-sink.js';

const files = new ClientFiles();
const ofServer = (authority = files.old) => ({ ca: authority.cert, ...authority.sign() });
const ends: (() => Promise<void>)[] = [];
beforeEach(() => files.write(ClientFiles.of(files.old)));
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
afterAll(() => files.remove());

async function open(env: Record<string, string>): Promise<OpenSink> {
  const whole = { ...env, ...files.paths('AUDIT_SINK') };
  const opened = (await openSink(readSettings(deliverySettings, whole, deliveryRules), whole)) as OpenSink;
  ends.unshift(() => opened.sink.close());
  return opened;
}

let sent = 0;
/** What becomes of the next batch. */
const deliver = (sink: Sink): Promise<string> => outcomeOf(sink.deliver(aBatch(++sent, sent), NEVER));

/** The files of the app are of the next authority too. */
async function follow(opened: OpenSink): Promise<void> {
  files.write(ClientFiles.of(files.next));
  await files.look(opened);
}

describe('a data lake whose authority changes', () => {
  it('gets no batch by HTTP until our files have changed as well', async () => {
    const lake = await LakeReceiver.start({ ...ofServer(), requestCert: true, rejectUnauthorized: true });
    ends.push(() => lake.stop());
    const opened = await open({ AUDIT_SINK: 'http', AUDIT_HTTP_URL: lake.url });
    expect(await deliver(opened.sink)).toBe('taken');
    lake.renew(ofServer(files.next));
    expect(await deliver(opened.sink)).toBe('later: the certificate of the host is not trusted here');
    await follow(opened);
    expect(await deliver(opened.sink)).toBe('taken');
  });
});
