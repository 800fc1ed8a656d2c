import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ClientCertificates, Secret } from '#libs/platform';
import { makeCertificates } from '../../../../permission/src/ldap/testing/certificates.js';
import { aBatch, NEVER, outcomeOf } from '../testing/batches.js';
import { type LakeAnswer, LakeReceiver } from '../testing/lake-receiver.js';
import { HttpSink, type HttpSinkOptions } from './http-sink.js';
import { liveToken } from './live-token.js';

const BATCH = aBatch(3, 7);
const TOKEN = async () => new Secret('t0p');
let receiver: LakeReceiver;

beforeEach(async () => {
  receiver = await LakeReceiver.start();
});
afterEach(() => receiver.stop());

const deliver = (options: Partial<HttpSinkOptions> = {}, signal = NEVER): Promise<string> =>
  outcomeOf(new HttpSink({ url: options.url ?? receiver.url, isZipped: false, ...options }).deliver(BATCH, signal));

describe('a batch by HTTP', () => {
  it('comes with all that a receiver needs to drop repeats and see damage', async () => {
    expect(await deliver({ token: TOKEN })).toBe('taken');
    const digest = createHash('sha256').update(BATCH.lines).digest('base64');
    expect(receiver.got).toEqual([
      {
        url: '/lake',
        body: BATCH.lines,
        headers: expect.objectContaining({
          'content-type': 'application/x-ndjson',
          'content-digest': `sha-256=:${digest}:`,
          'idempotency-key': 'api-1~0123456789abcdef~3-7',
          authorization: 'Bearer t0p',
        }),
      },
    ]);
  });

  it('comes with the token that its file has now, and the last one where that is gone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'token-'));
    const file = join(folder, 'token');
    const token = liveToken(new Secret('first'), file);
    for (const text of [undefined, 'second\n', '', 'third']) {
      if (text !== undefined) writeFileSync(file, text);
      await deliver({ token });
    }
    rmSync(folder, { recursive: true });
    await deliver({ token });
    const said = receiver.got.map(({ headers }) => headers.authorization);
    expect(said).toEqual(['first', 'second', 'second', 'third', 'third'].map((one) => `Bearer ${one}`));
  });

  it('comes compressed, with the digest of what is sent', async () => {
    expect(await deliver({ isZipped: true })).toBe('taken');
    const [received] = receiver.got;
    const body = received?.body ?? '';
    expect(received?.headers['content-encoding']).toBe('gzip');
    expect(received?.headers['content-digest']).toBe(`sha-256=:${createHash('sha256').update(body).digest('base64')}:`);
    expect(gunzipSync(body).equals(BATCH.lines)).toBe(true);
  });

  it.each<[LakeAnswer, string]>([
    [200, 'taken'],
    [202, 'taken'],
    [413, 'too-large: the data lake answered 413'],
    [429, 'later: the data lake answered 429'],
    [500, 'later: the data lake answered 500'],
    [503, 'later: the data lake answered 503'],
    [400, 'refused: the data lake answered 400'],
    [401, 'refused: the data lake answered 401'],
    [404, 'refused: the data lake answered 404'],
    [304, 'refused: the data lake answered 304'],
  ])('that is answered %j is %s', async (answer, outcome) => {
    receiver.answers = [answer];
    expect(await deliver()).toBe(outcome);
  });

  it.each<[LakeAnswer, number]>([
    [[503, { 'retry-after': '7' }], 7_000],
    [[429, { 'retry-after': '2' }], 2_000],
    [[500, { 'retry-after': '7' }], 0],
    [[503, { 'retry-after': 'soon' }], 0],
  ])('that is answered %j waits so long', async (answer, retryAfterMs) => {
    receiver.answers = [answer];
    const sink = new HttpSink({ url: receiver.url, isZipped: false });
    await expect(sink.deliver(BATCH, NEVER)).rejects.toMatchObject({ verdict: 'later', retryAfterMs });
  });

  it('goes nowhere else, and the token neither', async () => {
    const elsewhere = await LakeReceiver.start();
    receiver.answers = [[307, { location: elsewhere.url }]];
    expect(await deliver({ token: TOKEN })).toBe('refused: the data lake answered 307');
    expect(elsewhere.got).toEqual([]);
    await elsewhere.stop();
  });

  it('is not waited for without end', async () => {
    receiver.answers = ['silence'];
    expect(await deliver({ timeoutMs: 50 })).toMatch(/^later: /);
    expect(await deliver({}, AbortSignal.timeout(50))).toMatch(/^later: /);
  });

  it('comes again where nobody was there', async () => {
    const { url } = receiver;
    await receiver.stop();
    expect(await deliver({ url })).toBe('later: the host refuses the connection');
    receiver = await LakeReceiver.start();
    expect(await deliver()).toBe('taken');
  });
});

describe('a receiver that speaks TLS', () => {
  let folder: string;
  let known: { ca: string; cert: string; key: string };
  let strange: typeof known;
  let secure: LakeReceiver;

  const made = (name: string) => {
    mkdirSync(join(folder, name));
    const { ca, certificateFile, keyFile } = makeCertificates(join(folder, name), '127.0.0.1');
    return { ca, cert: readFileSync(certificateFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lake-'));
    known = made('known');
    strange = made('strange');
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeEach(async () => {
    secure = await LakeReceiver.start({ ...known, requestCert: true, rejectUnauthorized: true });
  });
  afterEach(() => secure.stop());

  const NOT_TRUSTED = 'later: the certificate of the host is not trusted here';
  const send = (current: ClientCertificates) => deliver({ url: secure.url, token: TOKEN, tls: { current } });

  it('gets a batch from who shows a certificate that it trusts', async () => {
    expect(await send(known)).toBe('taken');
    expect(secure.got).toHaveLength(1);
  });

  it.each([
    ['another authority', () => strange.ca],
    ['only the usual authorities', () => undefined],
  ])('gets nothing, and no token, where we trust %s', async (_name, ca) => {
    expect(await send({ cert: known.cert, key: known.key, ...(ca() && { ca: ca() }) })).toBe(NOT_TRUSTED);
    expect(secure.got).toEqual([]);
  });

  it('takes nothing from who shows no certificate, or a strange one', async () => {
    expect(await send({ ca: known.ca })).toMatch(/^later: /);
    expect(await send({ ca: known.ca, cert: strange.cert, key: strange.key })).toMatch(/^later: /);
    expect(secure.got).toEqual([]);
  });
});
