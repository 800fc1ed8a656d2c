import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../support/api-client.js';
import { Contract } from '../../support/contract.js';
import { type AuditRecord, CLIENTS, stateFolder, useSandbox } from '../../support/sandbox.js';
import { waitFor, waitUntil } from '../../support/wait-until.js';

type File = 'GCR.csv' | 'IFARCRSERVER.csv' | 'directory.csv';
type Files = Partial<Record<File, string>>;

const SERVICES = '/v1/trigrams/MAE/domains/DOM_MAE_D01/integration-services?environment=Development';
/** The sandbox looks every 500 ms, twice; the rest is for two busy cores. */
const SOON_MS = 10_000;

const sandbox = useSandbox();
let contract: Contract;
const original: Files = {};

const pathOf = (file: File) => join(stateFolder(sandbox.port), file);
const write = (file: File, text: string) => writeFileSync(pathOf(file), text);
const onDisk = (file: File) =>
  createHash('sha256')
    .update(readFileSync(pathOf(file)))
    .digest('hex');
/** What everybody is shown of it. */
const shownOf = (hash: string) => hash.slice(0, 12);
const hashes = () => ({
  'GCR.csv': onDisk('GCR.csv'),
  'IFARCRSERVER.csv': onDisk('IFARCRSERVER.csv'),
  'directory.csv': onDisk('directory.csv'),
});

const list = async (client: (typeof CLIENTS)[number]) => contract.check(await sandbox.as(client).get(SERVICES));
const becomes = (client: (typeof CLIENTS)[number], status: number): Promise<Answer> =>
  waitFor(
    `${client} is answered ${status}`,
    async () => {
      const answer = await list(client);
      return answer.status === status && answer;
    },
    SOON_MS,
  );

const record = (what: string, isIt: (record: AuditRecord) => boolean): Promise<AuditRecord> =>
  waitFor(what, () => sandbox.auditRecords().find(isIt), SOON_MS);
const recordOf = ({ headers }: Answer, event: string) =>
  record(
    `the ${event} of the request`,
    (one) => one.event === event && one.correlation_id === headers['x-correlation-id'],
  );

/** Workers look at the same files, each at its own time. */
const isOfApi =
  (event: string) =>
  (one: AuditRecord): boolean =>
    one.event === event && one.app === 'api';

/** What readiness says of a file; the API must stay ready. */
async function stateOf(file: File): Promise<Record<string, unknown>> {
  const answer = contract.check(await sandbox.with().get('/health/ready'));
  expect(answer.status).toBe(200);
  const files = answer.body['files'] as Record<string, unknown>[];
  return files.find((one) => one['file'] === file) ?? {};
}
const becomesRefused = (file: File) =>
  waitUntil(`${file} is refused`, async () => (await stateOf(file))['status'] === 'refused', SOON_MS);
const refusedMetric = async (file: File) => {
  const { text } = await sandbox.with().get('/metrics');
  return new RegExp(`^etlaas_rules_file_refused\\{file="${file}"\\} (\\d)$`, 'm').exec(text)?.[1];
};

beforeAll(async () => {
  contract = await Contract.readFrom(sandbox.with());
  for (const file of ['GCR.csv', 'IFARCRSERVER.csv', 'directory.csv'] as const) original[file] = sandbox.read(file);
});

describe('rules that change while the api runs', () => {
  it('an exception that is taken away is gone, and the records name the hashes of before and after', async () => {
    const before = await recordOf(await becomes('e2s-ops', 202), 'job.decided');
    expect(before['decision']).toMatchObject({ allowed: true, rule: { kind: 'exception' }, files: hashes() });
    write('GCR.csv', original['GCR.csv']?.replace('DOM_MAE_D01,Development,E2S,exception\n', '') ?? '');
    const refused = await recordOf(await becomes('e2s-ops', 403), 'request.answered');
    const { 'IFARCRSERVER.csv': _, ...used } = hashes();
    expect(refused['decision']).toMatchObject({ allowed: false, files: used });
    expect(Object.keys((refused['decision'] as { files: Files }).files).sort()).toEqual(Object.keys(used).sort());
    const after = await recordOf(await becomes('mae-batch', 202), 'job.decided');
    expect(after['decision']).toMatchObject({ allowed: true, files: hashes() });
    const reloaded = await record('the reload', isOfApi('configuration.reloaded'));
    expect(reloaded).toMatchObject({ app: 'api', file: 'GCR.csv', hash: onDisk('GCR.csv') });
  });

  it('half a file is refused: the rules of before stay, readiness, metric and audit say so', async () => {
    const inUse = onDisk('GCR.csv');
    write('GCR.csv', original['GCR.csv']?.slice(0, -6) ?? '');
    await becomesRefused('GCR.csv');
    const state = await stateOf('GCR.csv');
    expect(state).toMatchObject({ status: 'refused', hash: shownOf(inUse), faults: 1, lines: [5] });
    expect(JSON.stringify(state)).not.toMatch(/DOM_|MAE|E2S|exception/);
    expect(await refusedMetric('GCR.csv')).toBe('1');
    expect([(await list('mae-batch')).status, (await list('e2s-ops')).status]).toEqual([202, 403]);
    const refused = await record('the refusal', isOfApi('configuration.refused'));
    expect(refused).toMatchObject({
      file: 'GCR.csv',
      hash: onDisk('GCR.csv'),
      details: { faults: 1, first: [expect.stringMatching(/^GCR\.csv:5: .*half written/)], inUse },
    });
  });

  it('so is a file that is gone', async () => {
    rmSync(pathOf('GCR.csv'));
    await record('its refusal', (one) => isOfApi('configuration.refused')(one) && one['hash'] === null);
    expect(await stateOf('GCR.csv')).toMatchObject({ status: 'refused', faults: 1, lines: [] });
    expect((await list('mae-batch')).status).toBe(202);
  });

  it('a mended file counts, and nothing is refused any more', async () => {
    write('GCR.csv', original['GCR.csv'] ?? '');
    await becomes('e2s-ops', 202);
    expect(await stateOf('GCR.csv')).toMatchObject({ status: 'current', hash: shownOf(onDisk('GCR.csv')) });
    expect(await refusedMetric('GCR.csv')).toBe('0');
  });

  it('a deny freezes a place for its owner and for exceptions, and says by which line', async () => {
    write('GCR.csv', `${original['GCR.csv']}DOM_MAE_D01,Development,MAE,deny\n`);
    const { body } = await becomes('mae-batch', 403);
    expect(body).toMatchObject({
      code: 'PERMISSION_DENIED',
      detail: 'MAE is denied DOM_MAE_D01 in Development (GCR.csv:6).',
    });
    expect((await list('e2s-ops')).status).toBe(403);
    expect((await sandbox.as('mae-batch').get('/v1/permissions')).body['permissions']).toEqual([]);
    expect((await sandbox.as('rcr-batch').get('/v1/permissions')).body['permissions']).toHaveLength(1);
    expect((await sandbox.as('mae-batch').get('/v1/trigrams/MAE/domains')).status).toBe(403);
    write('GCR.csv', original['GCR.csv'] ?? '');
    await becomes('mae-batch', 202);
  });
});

describe('the other files', () => {
  it('a new directory.csv ends what was remembered of an account', async () => {
    expect((await list('mae-viewer')).status).toBe(202);
    write('directory.csv', original['directory.csv']?.replace('mae-viewer,ETL_MAE_READ\n', '') ?? '');
    const refused = await recordOf(await becomes('mae-viewer', 403), 'request.answered');
    expect(refused['decision']).toMatchObject({ files: { 'directory.csv': onDisk('directory.csv') } });
  });

  it('a new IFARCRSERVER.csv is read by the api and by each worker, and jobs go on', async () => {
    write('IFARCRSERVER.csv', original['IFARCRSERVER.csv']?.replaceAll(/\n(?=.)/g, '\n\n') ?? '');
    for (const app of ['api', 'worker']) {
      const isIt = (one: AuditRecord) => one.event === 'configuration.reloaded' && one['file'] === 'IFARCRSERVER.csv';
      expect(await record(`the reload by the ${app}`, (one) => isIt(one) && one.app === app)).toMatchObject({
        hash: onDisk('IFARCRSERVER.csv'),
      });
    }
    expect((await sandbox.as('mae-batch').run('GET', SERVICES)).status).toBe('succeeded');
  });

  it('a zone without a key is refused as a whole, and the sentence says what to do', async () => {
    const row = original['IFARCRSERVER.csv']
      ?.split('\n')[1]
      ?.replace('DOM_MAE_D01', 'DOM_NEW')
      .replace('docker', 'moon');
    write('IFARCRSERVER.csv', `${original['IFARCRSERVER.csv']}${row?.replace('etl-mae', 'etl-new')}\n`);
    await becomesRefused('IFARCRSERVER.csv');
    const isIt = (one: AuditRecord) => one.event === 'configuration.refused' && one['file'] === 'IFARCRSERVER.csv';
    const first = ['IFARCRSERVER.csv:4: zone moon has no key here: restart with its key in ZONE_KEYS'];
    expect(await record('the refusal', isIt)).toMatchObject({ app: 'api', details: { first } });
    expect((await list('mae-batch')).status).toBe(202);
  });
});
