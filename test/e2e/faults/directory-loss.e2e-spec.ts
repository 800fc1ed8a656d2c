import { afterAll, describe, expect, jest } from '@jest/globals';
import { Attribute, Change } from 'ldapts';
import { addMember, seededDn, signIn } from '../../../libs/permission/src/ldap/testing/seed.js';
import { startSlapd } from '../../../libs/permission/src/ldap/testing/slapd.js';
import type { TestDirectory } from '../../../libs/permission/src/ldap/testing/test-directory.js';
import { SERVICE } from '../../support/stack/estate.js';
import { expectTruth } from '../../support/stack/expect-truth.js';
import type { Job } from '../../support/stack/jobs-client.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(180_000);

const READING_MS = 6_000;

let directory: TestDirectory;

/** An OpenLDAP server in which the account of the tests operates MAE. */
async function startDirectory(): Promise<TestDirectory> {
  const server = await startSlapd();
  const client = await signIn(server);
  const account = { sn: 'operator', sAMAccountName: 'operator', userAccountControl: '512' };
  await client.add(seededDn(server, 'operator'), { objectClass: 'adUser', ...account });
  await addMember(client, seededDn(server, 'ETL_MAE'), seededDn(server, 'operator'));
  await client.unbind();
  return server;
}

/** Groups are remembered for a second only, so that the tests need not wait for five minutes. */
const settingsOf = ({ ldaps, ca, asker, baseDn }: TestDirectory) => ({
  DIRECTORY_KIND: 'ldap',
  LDAP_URLS: ldaps,
  LDAP_CA: ca,
  LDAP_BIND_DN: asker.dn,
  LDAP_BIND_PASSWORD: asker.password,
  LDAP_BASE_DN: baseDn,
  LDAP_CONNECT_TIMEOUT_MS: '500',
  LDAP_OPERATION_TIMEOUT_MS: '500',
  LDAP_REST_MS: '200',
  GRANTS_TTL_MS: '1000',
});

const WAYS_TO_GO = {
  dead: { take: () => directory.process.kill(), give: () => directory.process.start() },
  frozen: { take: () => directory.process.freeze(), give: async () => directory.process.thaw() },
};

describe('the directory is a real OpenLDAP', () => {
  const { stack, api, host, test } = useStack(async () => {
    directory = await startDirectory();
    return { settings: settingsOf(directory) };
  });
  afterAll(() => directory?.process.remove());

  const stop = () => api().ask<{ code: string }>('POST', routes.change(SERVICE, 'stop'));
  const list = async () => (await api().ask('GET', routes.services())).status;

  /** A stop whose reads take so long that the world can change before its command. */
  const slowStop = async (): Promise<Job> => {
    host().behave({ program: 'infacmd', command: 'ListServices', does: 'slow', ms: READING_MS, times: 1 });
    const job = await api().submit('POST', routes.change(SERVICE, 'stop'));
    await waitUntil('the stop reads', () => host().count('ListServices', 'start') === 1);
    return job;
  };

  test('a member of the group may stop a service, somebody else may not', async () => {
    const job = await api().run('POST', routes.change(SERVICE, 'stop'));
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
    expect((await api().ask('POST', routes.change(SERVICE, 'stop'), { as: 'viewer' })).status).toBe(403);
  });

  for (const [how, { take, give }] of Object.entries(WAYS_TO_GO)) {
    test(`${how}: changes are 503 and recorded, reads go on, nothing is run, and all is well when it is back`, async () => {
      expect(await list()).toBe(202);
      await take();
      await waitUntil('changes are refused', async () => (await stop()).status === 503);
      const refused = await stop();
      expect([refused.status, refused.body.code]).toEqual([503, 'DIRECTORY_UNAVAILABLE']);
      const correlationId = refused.headers.get('x-correlation-id');
      await waitUntil('the refusal is recorded', () =>
        stack().audit.records.some(
          ({ correlation_id, response_http_code }) => correlation_id === correlationId && response_http_code === 503,
        ),
      );
      expect(await list()).toBe(202);
      await give();
      await waitUntil(
        'changes are accepted again',
        async () => (await list()) === 202 && (await stop()).status === 202,
      );
    });

    test(`${how} while an accepted stop reads the state: it fails and nothing is run`, async () => {
      const { id } = await slowStop();
      await take();
      const job = await api().ended(id);
      await give();
      expect(job.error?.code).toBe('DIRECTORY_UNAVAILABLE');
      expectTruth(stack(), job, { status: 'failed', effects: { DisableService: 0 } });
    });
  }

  test('a membership that ends while an accepted stop reads the state: it is refused and nothing is run', async () => {
    const { id } = await slowStop();
    const client = await signIn(directory);
    const member = new Attribute({ type: 'member', values: [seededDn(directory, 'operator')] });
    await client.modify(seededDn(directory, 'ETL_MAE'), new Change({ operation: 'delete', modification: member }));
    await client.unbind();
    const job = await api().ended(id);
    expect(job.error?.code).toBe('PERMISSION_REVOKED');
    expectTruth(stack(), job, { status: 'failed', effects: { DisableService: 0 } });
    expect(stack().audit.of(id, 'job.refused')).toMatchObject([{ outcome: 'revoked' }]);
  });
});
