import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type LookupFunction, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeCertificates } from '../../../../libs/permission/src/ldap/testing/certificates.js';
import { freePort } from '../../../../libs/platform/src/testing/free-port.js';
import { faultInWords } from './fault-words.js';
import { post } from './post.js';
import { Receiver } from './testing/receiver.js';

const LETTER = { headers: { 'content-type': 'application/json', 'webhook-id': 'msg_1' }, body: '{"é":1}' };
let receiver: Receiver;

beforeEach(async () => {
  receiver = await Receiver.start();
});
afterEach(() => receiver.stop());

const send = (url: string, resolve?: LookupFunction, timeoutMs = 5_000) =>
  post({ ...LETTER, url }, { timeoutMs, ...(resolve && { resolve }) });
const faultOf = (sent: Promise<unknown>): Promise<unknown> =>
  sent.then(
    () => 'it was answered',
    (error) => faultInWords(error),
  );

/** A name server that says the same of each name. */
const saying =
  (...addresses: string[]): LookupFunction =>
  (_name, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

describe('a letter', () => {
  it('comes as it is, and its status goes back', async () => {
    receiver.reactions = [[503, { 'retry-after': '7' }]];
    expect(await send(receiver.url('/a?b=c'))).toEqual({ status: 503, retryAfter: '7' });
    expect(receiver.got).toMatchObject([{ url: '/a?b=c', body: LETTER.body, headers: LETTER.headers }]);
  });

  it('follows nobody who sends it elsewhere', async () => {
    const elsewhere = await Receiver.start();
    receiver.reactions = [[307, { location: elsewhere.url() }]];
    expect(await send(receiver.url())).toMatchObject({ status: 307 });
    expect(elsewhere.got).toEqual([]);
    await elsewhere.stop();
  });

  it('does not read an answer that never ends', async () => {
    let socket: Socket | undefined;
    const endless = createServer((one) => {
      socket = one.on('error', () => undefined);
      one.once('data', () => one.write(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(100_000)}`));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => endless.once('listening', resolve));
    const { port } = endless.address() as { port: number };
    expect(await send(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 200 });
    if (!socket?.destroyed) await new Promise((resolve) => socket?.once('close', resolve));
    await new Promise((resolve) => endless.close(resolve));
  });
});

describe('an address is looked at when it is connected to', () => {
  it.each([
    ['a name that stands for a metadata service', ['169.254.169.254']],
    ['a name that stands for this machine', ['127.0.0.1']],
    ['a name with one closed address among others', ['10.255.255.1', '127.0.0.1']],
    ['a name that stands for nothing', []],
  ])('%s: nothing is sent', async (_, addresses) => {
    const sent = send(`https://ops.example:${receiver.name.split(':')[1]}/`, saying(...addresses));
    expect(await faultOf(sent)).toBe('the host stands for an address that is closed to callbacks');
    expect(receiver.got).toEqual([]);
  });

  it.each(['https://169.254.169.254/', 'https://[fe80::1]/', 'https://0.0.0.0/'])(
    '%s: no name to look up',
    async (url) => {
      expect(await faultOf(send(url))).toBe('the host stands for an address that is closed to callbacks');
    },
  );

  it('localhost is this machine or nothing', async () => {
    const { port } = new URL(receiver.url());
    expect(await send(`http://localhost:${port}/`, saying('127.0.0.1'))).toMatchObject({ status: 204 });
    expect(await faultOf(send(`http://localhost:${port}/`, saying('10.0.0.1')))).toMatch(/closed/);
  });
});

describe('what does not answer', () => {
  it('in time', async () => {
    receiver.reactions = ['silence'];
    expect(await faultOf(send(receiver.url(), undefined, 50))).toBe('nothing was answered in time');
  });

  it('because its name never resolves', async () => {
    expect(await faultOf(send('https://ops.example/', () => undefined, 50))).toBe('nothing was answered in time');
  });

  it('because nobody is there', async () => {
    expect(await faultOf(send(`http://127.0.0.1:${await freePort()}/`))).toBe('the host refuses the connection');
  });

  it('because nobody knows the name', async () => {
    const unknown: LookupFunction = (_name, _options, done) =>
      done(Object.assign(new Error('x'), { code: 'ENOTFOUND' }), []);
    expect(await faultOf(send('https://ops.example/', unknown))).toBe('the name of the host is not known');
  });

  it('in HTTP', async () => {
    const other = createServer((socket) => void socket.resume().end('220 mail.example ESMTP\r\n')).listen(
      0,
      '127.0.0.1',
    );
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    expect(await faultOf(send(`http://127.0.0.1:${port}/`))).toBe('the host does not speak HTTP');
    await new Promise((resolve) => other.close(resolve));
  });

  it('with a certificate that we trust', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'etlaas-callbacks-'));
    const { certificateFile, keyFile } = makeCertificates(folder, '127.0.0.1');
    const strange = await Receiver.start({
      cert: readFileSync(certificateFile, 'utf8'),
      key: readFileSync(keyFile, 'utf8'),
    });
    rmSync(folder, { recursive: true });
    expect(await faultOf(send(strange.url()))).toBe('the certificate of the host is not trusted here');
    expect(strange.got).toEqual([]);
    await strange.stop();
  });
});
