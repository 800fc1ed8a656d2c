import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { asFiles, fingerprintOf, TlsEdge } from './testing/tls-edge.js';

jest.setTimeout(30_000);

const edge = new TlsEdge();
const { ours } = edge;
const [first, second] = [ours.sign(), ours.sign()];

beforeEach(() => edge.mount(asFiles(first)));
afterEach(() => edge.stop());
afterAll(() => edge.remove());

describe('a new certificate', () => {
  it('is met by new connections, while those that are open go on: not one request is lost', async () => {
    await edge.serve();
    const kept = new Agent({ keepAlive: true, maxSockets: 2 });
    const pairs = [second, first, second];
    let isOver = false;
    const statuses: number[] = [];
    const load = async (agent?: Agent) => {
      while (!isOver) statuses.push((await edge.ask(agent)).status);
    };
    const loads = [kept, kept, undefined].map((agent) => load(agent));
    const events = request({ ...edge.place, path: '/events', agent: false }).end();
    const [stream] = await once(events, 'response');
    for (const pair of pairs) {
      edge.mount(asFiles(pair));
      await edge.look();
      expect(await edge.shows()).toBe(fingerprintOf(pair));
      const before = statuses.length;
      while (statuses.length < before + 10) await once(stream, 'data');
    }
    expect(stream.socket.getPeerCertificate().fingerprint256).toBe(fingerprintOf(first));
    events.destroy();
    isOver = true;
    await Promise.all(loads);
    kept.destroy();
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    expect(edge.told.map(({ name, refusal }) => [name, refusal])).toEqual(
      pairs.map(() => ['TLS_CERTIFICATE', undefined]),
    );
  });

  it('whose key comes later is not taken before, and that is told', async () => {
    await edge.serve();
    writeFileSync(edge.at('tls.crt'), second.cert);
    await edge.look();
    expect(await edge.shows()).toBe(fingerprintOf(first));
    expect(await edge.tells('etlaas_tls_file_refused{file="TLS_CERTIFICATE"} 1')).toBe(true);
    expect(edge.logged.find(({ msg }) => msg.startsWith('a certificate is refused'))).toMatchObject({
      first: ['TLS_KEY: is not the key of the first certificate in TLS_CERTIFICATE'],
    });
    writeFileSync(edge.at('tls.key'), second.key);
    await edge.look();
    expect(await edge.shows()).toBe(fingerprintOf(second));
    expect(await edge.tells('etlaas_tls_file_refused{file="TLS_CERTIFICATE"} 0')).toBe(true);
    expect(edge.told.map(({ refusal }) => refusal?.faults.length)).toEqual([1, undefined]);
    expect(JSON.stringify([edge.logged, edge.told])).not.toContain(second.key.split('\n')[1]);
  });

  it('that has expired is not taken, nor half of one, nor none', async () => {
    await edge.serve();
    const old = ours.sign({ days: -1 });
    for (const files of [asFiles(old), { ...asFiles(second), 'tls.crt': second.cert.slice(0, 300) }, {}]) {
      edge.mount(files);
      await edge.look();
      expect([edge.told.at(-1)?.refusal?.faults.length, await edge.shows()]).toEqual([1, fingerprintOf(first)]);
    }
  });

  it('that OpenSSL would not take with all that we ask of it is not taken, nor such an authority of callers', async () => {
    edge.mount({ ...asFiles(first), 'ca.crt': ours.cert });
    const whole = { TLS_CLIENT_CA_FILE: edge.at('ca.crt') };
    await edge.serve(whole);
    Object.assign(edge.settings, { TLS_MIN_VERSION: 'TLSv9' });
    edge.mount({ ...asFiles(second), 'ca.crt': ours.cert + edge.authority('others').cert });
    await edge.look();
    const faults = edge.told.map(({ name, refusal }) => [name, ...(refusal?.faults ?? [])]);
    const refused = (name: string) => [name, `${name}: OpenSSL refuses it (ERR_TLS_INVALID_PROTOCOL_VERSION)`];
    expect(faults).toEqual([refused('TLS_CERTIFICATE'), refused('TLS_CLIENT_CA')]);
    expect(await edge.tells('etlaas_tls_file_refused{file="TLS_CERTIFICATE"} 1')).toBe(true);
    expect(await edge.shows(ours.sign({ usage: 'clientAuth' }))).toBe(fingerprintOf(first));
  });

  it('comes by its files alone: texts of the environment stay', async () => {
    await edge.serve({ TLS_CERTIFICATE: first.cert, TLS_CERTIFICATE_FILE: '' });
    edge.mount(asFiles(second));
    await edge.look();
    expect([await edge.shows(), edge.told]).toEqual([fingerprintOf(first), []]);
  });
});

describe('the end of a certificate', () => {
  it.each([
    ['far', 365, 'info', 'the certificate is good'],
    ['near', 29, 'warn', 'the certificate expires soon'],
  ])('that is %s', async (_, days, level, msg) => {
    edge.mount(asFiles(ours.sign({ days })));
    await edge.serve();
    const line = edge.logged.find((one) => one.msg === msg);
    expect(line).toMatchObject({ level, daysLeft: expect.any(Number), fingerprint: await edge.shows() });
    const [, seconds] = /^etlaas_tls_certificate_expires_seconds (\d+)/m.exec(await edge.metrics()) ?? [];
    expect(Number(seconds) / 86_400).toBeCloseTo(days, 1);
  });
});
