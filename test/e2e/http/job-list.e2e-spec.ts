import { describe, expect, jest } from '@jest/globals';
import { type Account, OTHER_SERVICE, SERVICE, ZONE } from '../../support/stack/estate.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(120_000);

interface Page {
  jobs: Job[];
  nextPageToken?: string;
  counts?: { total: number; byStatus: Record<string, number>; isExact: boolean };
  errors?: { parameter: string; detail: string }[];
}

describe('the list of jobs', () => {
  const { stack, api, test } = useStack();

  const list = (query: Record<string, string | string[]>, as: Account = 'operator') => {
    const parameters = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
    return api().ask<Page>('GET', `/v1/jobs?${new URLSearchParams(parameters)}`, { as });
  };
  const idsOf = async (query: Record<string, string | string[]>, as?: Account) => {
    const { status, body } = await list(query, as);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body.jobs.map(({ id }) => id);
  };

  test('filters, sorts, counts and pages what the caller may see, and nothing else', async () => {
    const stop = await api().run('POST', routes.change(SERVICE, 'stop'));
    const read = await api().run('GET', routes.service(OTHER_SERVICE));
    const failed = await api().run('GET', routes.service(OTHER_SERVICE, 'Homologation'));
    expect([stop.status, read.status, failed.status]).toEqual(['succeeded', 'succeeded', 'failed']);
    const [requester = ''] = (await list({})).body.jobs.map(
      (job) => (job as never as { requestedBy: { login: string } }).requestedBy.login,
    );

    expect(await idsOf({})).toEqual([failed.id, read.id, stop.id]);
    expect(await idsOf({ orderBy: 'createdAt asc' })).toEqual([stop.id, read.id, failed.id]);
    expect(await idsOf({ status: ['failed', 'unknown'] })).toEqual([failed.id]);
    expect(await idsOf({ operation: 'integration-service.stop' })).toEqual([stop.id]);
    expect(await idsOf({ target: OTHER_SERVICE.toLowerCase(), environment: 'development' })).toEqual([read.id]);
    expect(await idsOf({ trigram: 'mae', requester: requester.toUpperCase() })).toEqual([failed.id, read.id, stop.id]);
    expect(await idsOf({ createdFrom: read.createdAt, createdBefore: failed.createdAt })).toEqual([read.id]);
    for (const query of [{}, { target: SERVICE }, { requester }, { status: 'succeeded' }] as Record<string, string>[]) {
      const hidden = await list({ ...query, counts: 'true' }, 'neighbour');
      expect(hidden.body).toEqual({ jobs: [], counts: { total: 0, byStatus: expect.anything(), isExact: true } });
    }

    const first = await list({ pageSize: '2', counts: 'true' });
    expect(first.body.counts).toMatchObject({ total: 3, byStatus: { succeeded: 2, failed: 1 }, isExact: true });
    const { nextPageToken: pageToken = '' } = first.body;
    await api().run('GET', routes.service(SERVICE));
    expect(await idsOf({ pageToken })).toEqual([stop.id]);
    const misused = await list({ pageToken, status: 'failed' });
    expect([misused.status, misused.body.errors?.[0]?.parameter]).toEqual([400, 'pageToken']);
  });

  test('has a forgotten job no more: whoever could see it is told 410, others 404', async () => {
    const { id } = await api().run('GET', routes.service(SERVICE));
    // As if its time were over; the janitor looks every 15 s.
    await stack().parts.redis.client.zadd(`etlaas:zone:${ZONE}:ended`, 1, id);
    const ask = async (as: Account) => (await api().ask('GET', `/v1/jobs/${id}`, { as })).status;
    await waitUntil('the job is forgotten', async () => (await ask('operator')) === 410);
    expect(await Promise.all((['viewer', 'ops', 'neighbour'] as const).map(ask))).toEqual([410, 410, 404]);
    expect(await idsOf({ target: SERVICE })).not.toContain(id);
    expect((await api().ask<object>('GET', `/UUID/${id}`)).status).toBe(404);
  });
});
