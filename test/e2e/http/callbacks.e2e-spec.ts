import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, jest } from '@jest/globals';
import { isGenuine, Receiver } from '../../../apps/api/src/callbacks/testing/receiver.js';
import { makeCertificates } from '../../../libs/permission/src/ldap/testing/certificates.js';
import { SERVICE, ZONE } from '../../support/stack/estate.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitFor, waitUntil } from '../../support/wait-until.js';

jest.setTimeout(120_000);

const [OLD, NEW, OTHER] = [1, 2, 3].map((byte) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`);
const folder = mkdtempSync(join(tmpdir(), 'etlaas-callbacks-'));
let secure: Receiver;
let plain: Receiver;

interface Callback {
  url: string;
  state: string;
  tries: { at: string; status?: number; fault?: string }[];
}

describe('the end of a job is told', () => {
  const { stack, api, test } = useStack(async () => {
    const { certificateFile, keyFile, caFile } = makeCertificates(folder, '127.0.0.1');
    secure = await Receiver.start({ cert: readFileSync(certificateFile, 'utf8'), key: readFileSync(keyFile, 'utf8') });
    plain = await Receiver.start();
    return {
      settings: {
        CALLBACK_HOSTS: `${secure.name},${plain.name}`,
        CALLBACK_KEYS: `${secure.name}=${OLD},${secure.name}=${NEW},${plain.name}=${OTHER}`,
        NODE_EXTRA_CA_CERTS: caFile,
      },
    };
  });
  afterAll(async () => {
    await Promise.all([secure?.stop(), plain?.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const submit = (url: string) =>
    api().submit('GET', `${routes.service(SERVICE)}&callbackUrl=${encodeURIComponent(url)}`);
  const callbackOf = async (id: string) => (await api().ask<Callback>('GET', `/v1/jobs/${id}/callback`)).body;
  const settled = (id: string) =>
    waitFor('the end of the callback', async () => {
      const callback = await callbackOf(id);
      return callback.state !== 'pending' && callback;
    });
  const lettersOf = ({ got }: Receiver, { id }: Job) =>
    got.filter(({ headers }) => headers['webhook-id'] === `msg_${id}`);

  test('over TLS, signed with both keys, again after a 500, and stands in log, job and audit', async () => {
    secure.reactions = [500, 204];
    const job = await submit(secure.url('/jobs?for=etl'));
    const { url, state, tries } = await settled(job.id);
    expect([url, state, tries.map(({ status }) => status)]).toEqual([
      secure.url('/jobs?for=etl'),
      'delivered',
      [500, 204],
    ]);
    const [first, second] = lettersOf(secure, job);
    for (const letter of [first, second]) {
      expect([OLD, NEW, OTHER].map((key = '') => letter && isGenuine(letter, key))).toEqual([true, true, false]);
    }
    const shown = await api().read(job.id);
    expect(shown).toMatchObject({
      status: 'succeeded',
      callbackUrl: url,
      links: { callback: `/v1/jobs/${job.id}/callback` },
    });
    expect(JSON.parse(first?.body ?? '')).toEqual({ type: 'job.ended', timestamp: shown.finishedAt, data: shown });
    expect(second?.body).toBe(first?.body);
    expect(stack().audit.of(job.id, 'callback.delivered')).toHaveLength(1);
    expect(stack().processes.everything).not.toMatch(/whsec_|AQEBAQ/);
  });

  test('no more after 410, unless its requester asks', async () => {
    plain.reactions = [410, 204];
    const job = await submit(plain.url());
    expect(await settled(job.id)).toMatchObject({ state: 'given-up', tries: [{ status: 410 }] });
    const redeliver = `/v1/jobs/${job.id}/callback/redeliver`;
    expect((await api().ask('POST', redeliver, { as: 'viewer' })).body).toMatchObject({ code: 'PERMISSION_DENIED' });
    expect((await api().ask('POST', redeliver)).status).toBe(202);
    expect(await settled(job.id)).toMatchObject({ state: 'delivered', tries: [{ status: 410 }, { status: 204 }] });
    expect(lettersOf(plain, job)).toHaveLength(2);
  });

  test('by the API that comes up after one that was killed', async () => {
    plain.reactions = [204];
    stack().worker().signal('SIGSTOP');
    const job = await submit(plain.url());
    await stack().apiProcess.kill();
    stack().worker().signal('SIGCONT');
    const record = `etlaas:zone:${ZONE}:job:${job.id}`;
    await waitUntil('the job ends', async () => (await stack().parts.redis.client.hexists(record, 'finishedAt')) === 1);
    expect(lettersOf(plain, job)).toEqual([]);
    await stack().startApi();
    expect(await settled(job.id)).toMatchObject({ state: 'delivered', tries: [{ status: 204 }] });
    expect(lettersOf(plain, job)).toHaveLength(1);
    expect(stack().audit.of(job.id, 'job.finished')).toHaveLength(1);
  });

  test('to nobody whom operations do not allow, nor for who did not ask', async () => {
    const path = `${routes.service(SERVICE)}&callbackUrl=`;
    const { status, body } = await api().ask<Job['error']>('GET', `${path}https://169.254.169.254/`);
    expect([status, body]).toEqual([
      400,
      expect.objectContaining({
        code: 'VALIDATION_FAILED',
        errors: [{ parameter: 'callbackUrl', detail: expect.stringMatching(/must name a host that operations allow/) }],
      }),
    ]);
    const old = '/informatica/trigrams/MAE/domains/DOM_MAE_D01/integration-services?Environment=Development';
    const { uuid } = (await api().ask<{ uuid: string }>('GET', `${old}&callbackUrl=${plain.url()}`)).body;
    const { id } = await api().submit('GET', routes.service(SERVICE));
    for (const one of [uuid, id]) {
      expect(await callbackOf(one)).toMatchObject({ status: 404, code: 'CALLBACK_NOT_FOUND' });
    }
  });
});
