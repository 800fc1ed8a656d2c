import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import { LakeReceiver } from '../../../libs/audit/src/delivery/testing/lake-receiver.js';
import { freePort } from '../../../libs/platform/src/testing/free-port.js';
import { assertAuditIsSound, auditChains } from '../../support/audit/audit-check.js';
import { Scrape } from '../../support/metrics.js';
import { SERVICE } from '../../support/stack/estate.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'etlaas-delivery-'));
const drop = join(folder, 'drop');
const away = join(folder, 'away');
mkdirSync(drop);

/** The api drops files, the worker speaks HTTP. */
describe('the data lake', () => {
  const { stack, api, test } = useStack({ workers: [], settings: { AUDIT_SINK: 'file', AUDIT_DROP_DIR: drop } });
  let receiver: LakeReceiver;
  let workerPort: number;

  beforeAll(async () => {
    receiver = await LakeReceiver.start();
    workerPort = await freePort();
    const sink = { AUDIT_SINK: 'http', AUDIT_HTTP_URL: receiver.url, AUDIT_DROP_DIR: '' };
    await stack().startWorker('worker', { ...sink, METRICS_PORT: String(workerPort) });
  });
  afterAll(async () => {
    await receiver.stop();
    rmSync(folder, { recursive: true });
  });

  /** The lines that arrived of each chain, in their order, without repeats. */
  function arrived(): Map<string, string[]> {
    const files = readdirSync(drop).sort();
    const parts = [
      ...files.map((file) => ({ key: file, text: readFileSync(join(drop, file), 'utf8') })),
      ...receiver.taken.map(({ headers, body }) => ({ key: String(headers['idempotency-key']), text: `${body}` })),
    ];
    const chains = new Map<string, Set<string>>();
    for (const { key, text } of parts) {
      const chain = key.split('~').slice(0, 2).join('~');
      chains.set(chain, new Set([...(chains.get(chain) ?? []), ...text.split('\n').filter(Boolean)]));
    }
    return new Map([...chains].map(([chain, lines]) => [chain, [...lines]]));
  }

  const hasAll = (): boolean => {
    const chains = arrived();
    return [...auditChains(stack().apps.auditDirectory)].every(
      ([chain, lines]) => chains.get(chain)?.length === lines.length,
    );
  };

  /** Verified by a reader who has nothing but what arrived. */
  function expectSound(): void {
    const place = mkdtempSync(join(folder, 'arrived-'));
    for (const [chain, lines] of arrived())
      writeFileSync(join(place, `${chain}~000000000001.jsonl`), lines.map((line) => `${line}\n`).join(''));
    assertAuditIsSound(place, stack().apps.auditKey);
  }

  const lagOf = async (port: number): Promise<number> => {
    const [, value] = /^etlaas_audit_delivery_lag_seconds (\S+)$/m.exec((await Scrape.of(port)).text) ?? [];
    return Number(value);
  };
  const lags = () => Promise.all([lagOf(stack().apps.port), lagOf(workerPort)]);

  test('has the records of a job from both processes, in order, and nothing else', async () => {
    const { id } = await api().run('POST', routes.change(SERVICE, 'restart'));
    await waitUntil('all to arrive', hasAll);
    expectSound();
    const records = [...arrived().values()].flat().map((line) => JSON.parse(line) as Record<string, string>);
    const ofJob = records.filter((record) => record['job_id'] === id && record['event']?.startsWith('job.'));
    expect(ofJob.map(({ app, event }) => `${app} ${event}`).sort()).toEqual([
      'api job.decided',
      'worker job.finished',
      'worker job.started',
    ]);
  });

  test('that is away for a while is missed, and gets all that came meanwhile', async () => {
    receiver.answers = [503];
    renameSync(drop, away);
    await api().run('POST', routes.change(SERVICE, 'restart'));
    await waitUntil('both to lag', async () => (await lags()).every((lag) => lag > 1));
    const ready = await (await fetch(new URL('/health/ready', api().origin))).json();
    expect(ready).toMatchObject({ status: 'ready', delivery: { detail: 'the drop directory is not there' } });
    renameSync(away, drop);
    receiver.answers = [204];
    await waitUntil('all to arrive', hasAll);
    await waitUntil('nobody to lag', async () => (await lags()).every((lag) => lag === 0));
    expectSound();
  });
});
