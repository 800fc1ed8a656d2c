import { randomBytes, randomInt } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it, jest } from '@jest/globals';
import { assertAuditIsSound, auditChains } from '../../support/audit/audit-check.js';
import { bundled } from '../../support/audit/bundled.js';
import { WriterLife } from '../../support/audit/killed-writer.js';
import { seeded } from '../../support/seeded.js';

jest.setTimeout(180_000);

const RECORDS = 100_000;
const KILLS = 50;
/** One kill of so many comes while the process only begins; after another, the machine itself is taken to have died. */
const EACH = 10;
const BEGINS_WITHIN_MS = 250;
const TORN = '{"v":2,"id":"';

const folder = mkdtempSync(join(tmpdir(), 'etlaas-killed-audit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it(`${RECORDS} records through a writer that is killed ${KILLS} times: each acknowledged one is there once, in one chain`, async () => {
  const seed = randomInt(2 ** 31);
  const directory = join(folder, 'audit');
  const key = randomBytes(32).toString('hex');
  const program = bundled('libs/audit/src/testing/writer-main.ts', folder);
  const acknowledged: string[] = [];
  const random = seeded(seed);
  const live = (name: string) => new WriterLife(program, [directory, key, name]);

  for (let kill = 1; kill <= KILLS; kill += 1) {
    const life = live(`${kill}`);
    if (kill % EACH === 0) await pause(random() * BEGINS_WITHIN_MS);
    else await life.acknowledges(random() * ((2 * RECORDS) / KILLS));
    await life.end('SIGKILL');
    acknowledged.push(...life.acknowledged);
    const newest = readdirSync(directory).sort().at(-1) ?? '';
    if (kill % EACH === EACH / 2) appendFileSync(join(directory, newest), TORN);
  }
  const last = live('last');
  await last.acknowledges(Math.max(1, RECORDS - acknowledged.length));
  await last.end('SIGTERM');
  acknowledged.push(...last.acknowledged);

  assertAuditIsSound(directory, key);
  const chains = [...auditChains(directory).values()];
  const records = chains.flat().map((line) => JSON.parse(line) as { event: string; response_message: string });
  const found = records.filter(({ event }) => event === 'process.started').map((record) => record.response_message);
  const kept = new Set(found);
  expect({ seed, lost: acknowledged.filter((name) => !kept.has(name)) }).toEqual({ seed, lost: [] });
  expect({ seed, repeated: found.length - kept.size }).toEqual({ seed, repeated: 0 });
  expect(acknowledged.length).toBeGreaterThanOrEqual(RECORDS);
  expect(chains).toHaveLength(1);
  expect(records.filter(({ event }) => event === 'audit.repaired').length).toBeGreaterThanOrEqual(KILLS / EACH);
  expect(records.filter(({ event }) => event === 'segment.sealed').length).toBeGreaterThan(20);
});
