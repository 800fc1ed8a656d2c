import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readSettings, type SettingsError, setting } from '../settings.js';
import { ClientFiles } from '../testing/client-files.js';
import { dateFault } from './certificate-faults.js';
import { dateChecks, pairRules, trustRule } from './client-settings.js';
import { ClientTls, liveOptions } from './client-tls.js';
import { certificatesOf } from './pem.js';

const YEAR_MS = 365 * 86_400_000;

const shape = {
  LAKE_CA: setting.text('their CA').optional(),
  LAKE_CERTIFICATE: setting.text('our certificate').optional(),
  LAKE_KEY: setting.secret('its key').optional(),
};
const read = (env: Record<string, string>) => readSettings(shape, env, [trustRule('LAKE'), ...pairRules('LAKE')]);

const files = new ClientFiles();
const [first, second] = [ClientFiles.of(files.old), ClientFiles.of(files.next)];
const shown = files.old.sign({ usage: 'clientAuth' });
const expired = files.old.sign({ usage: 'clientAuth', days: -1 });
const env = files.paths('LAKE');
afterAll(() => files.remove());

let tls: ClientTls;
beforeEach(async () => {
  files.write(first);
  tls = await ClientTls.open('LAKE', read(env), env);
});

describe('certificates of a client that are files', () => {
  let server: Server;
  const serve = async ({ ca, cert, key }: typeof first) => {
    server = createServer({ ca, cert, key, requestCert: true, maxVersion: 'TLSv1.2' }, (socket) => socket.pipe(socket));
    await once(server.listen(0, '127.0.0.1'), 'listening');
  };
  const sockets: TLSSocket[] = [];
  /** An open connection, or why there is none. */
  const visit = async (options: object): Promise<TLSSocket | string> => {
    const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', ...options });
    sockets.push(socket);
    return once(socket, 'secureConnect').then(
      () => socket,
      ({ code }) => code,
    );
  };
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const ofServer = (authority = files.old) => ({ ca: authority.cert, ...authority.sign() });

  it('are those of the files at each new connection, while one that is open goes on', async () => {
    await serve(ofServer());
    const given = liveOptions(tls, { rejectUnauthorized: true });
    const open = (await visit(given)) as TLSSocket;
    server.setSecureContext(ofServer(files.next));
    expect(await visit(given)).toBe('SELF_SIGNED_CERT_IN_CHAIN');
    files.write(second);
    await files.look(tls);
    expect((await visit(given)) as TLSSocket).toMatchObject({ authorized: true });
    open.write('still here');
    expect(`${(await once(open, 'data'))[0]}`).toBe('still here');
  });
});

describe('files that are refused', () => {
  it.each<[string, Partial<typeof first>, string, RegExp]>([
    ['another key', { ...first, key: second.key }, 'LAKE_CERTIFICATE', /^LAKE_KEY: is not the key of the first/],
    ['no key', { ...first, key: '' }, 'LAKE_CERTIFICATE', /tls\.key: cannot be read \(ENOENT\)/],
    ['an expired certificate', { ...first, ...expired }, 'LAKE_CERTIFICATE', /^LAKE_CERTIFICATE: it expired on/],
    ['half a certificate', { ...first, cert: shown.cert.slice(0, 200) }, 'LAKE_CERTIFICATE', /holds no certificates/],
    ['half an authority', { ...first, ca: first.ca.slice(0, 200) }, 'LAKE_CA', /^LAKE_CA: holds no certificates/],
    ['an expired authority', { ...first, ca: expired.cert }, 'LAKE_CA', /^LAKE_CA: all its certificates have expired/],
  ])('%s: what was there before stays', async (_, content, file, fault) => {
    files.write({ ...first, ...content });
    const states = await files.look(tls);
    expect(states.filter(({ refusal }) => refusal).map(({ name }) => name)).toEqual([file]);
    const faults = states.flatMap(({ refusal }) => refusal?.faults ?? []);
    expect(faults).toEqual([expect.stringMatching(fault)]);
    expect(faults.join()).not.toContain(first.key.split('\n')[1]);
    expect(tls.current).toMatchObject({ ca: first.ca, key: first.key.trim() });
  });

  it('for their date do not keep a process from its start, and go for the first that is good', async () => {
    files.write({ ca: expired.cert, ...expired });
    const late = await ClientTls.open('LAKE', read(env), env);
    expect(late.current).toMatchObject({ ca: expired.cert, cert: expired.cert.trim() });
    files.write(first);
    expect((await files.look(late)).filter(({ refusal }) => refusal)).toEqual([]);
    expect(late.current).toMatchObject({ ca: first.ca, key: first.key.trim() });
  });

  it('are none where only what stands behind our own has expired', async () => {
    files.write({ ...second, cert: `${second.cert}\n${expired.cert}` });
    expect((await files.look(tls)).filter(({ refusal }) => refusal)).toEqual([]);
    expect(tls.current.key).toBe(second.key.trim());
  });
});

describe('certificates of a client in its settings', () => {
  it('are followed where they are files, each for itself but a certificate only with its key', async () => {
    const namesOf = async (given: Record<string, string>) =>
      (await ClientTls.open('LAKE', read(given), given)).certificates.map(({ state }) => state.name);
    const { LAKE_CA_FILE, LAKE_CERTIFICATE_FILE } = env as Record<string, string>;
    expect(await namesOf(env)).toEqual(['LAKE_CA', 'LAKE_CERTIFICATE']);
    expect(await namesOf({ LAKE_CA_FILE } as Record<string, string>)).toEqual(['LAKE_CA']);
    expect(await namesOf({ LAKE_CERTIFICATE_FILE, LAKE_KEY: first.key } as Record<string, string>)).toEqual([]);
  });

  it('are absent where they are not given', async () => {
    const { current } = await ClientTls.open('LAKE', read({}), {});
    expect(Object.keys(current)).toEqual([]);
  });

  it('are told all that is wrong with them, also beside what cannot be read', () => {
    const faultsIn = (given: Record<string, string>) => {
      try {
        read(given);
        return [];
      } catch (error) {
        return (error as SettingsError).faults;
      }
    };
    const old = { LAKE_CERTIFICATE: expired.cert, LAKE_KEY: first.key };
    expect(faultsIn({ ...old, LAKE_CA: 'none' })).toEqual([
      expect.stringMatching(/^LAKE_CA: holds no certificates/),
      'LAKE_KEY: is not the key of the first certificate in LAKE_CERTIFICATE',
    ]);
    expect(faultsIn({ LAKE_CA_FILE: '/nowhere', LAKE_CERTIFICATE: 'a', LAKE_KEY: 'b' })).toEqual([
      'LAKE_CA: the file named by LAKE_CA_FILE cannot be read (ENOENT)',
      expect.stringMatching(/^LAKE_CERTIFICATE: holds no certificates/),
      expect.stringMatching(/^LAKE_KEY: must be one private key/),
    ]);
  });

  it('that are not good today are warned of, each by itself', async () => {
    const settings = { LAKE_CA: expired.cert, LAKE_CERTIFICATE: expired.cert };
    const looks = dateChecks('LAKE').map((look) => look(settings));
    expect((await Promise.all(looks)).flat()).toEqual([
      { kind: 'warning', text: 'LAKE_CA: all its certificates have expired' },
      { kind: 'warning', text: expect.stringMatching(/^LAKE_CERTIFICATE: it expired on/) },
    ]);
    const good = dateChecks('LAKE', 'OTHER').map((look) => look({ LAKE_CA: first.ca, LAKE_CERTIFICATE: first.cert }));
    expect((await Promise.all(good)).flat()).toEqual([]);
  });

  it('are not good before their time', () => {
    const chain = certificatesOf(shown.cert) ?? [];
    expect(dateFault('LAKE_CERTIFICATE', chain, Date.now() - YEAR_MS)).toMatch(/it is good only from 20.+Z on$/);
  });
});
