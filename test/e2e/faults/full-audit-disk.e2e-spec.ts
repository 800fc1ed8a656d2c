import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it, jest } from '@jest/globals';
import { assertAuditIsSound, auditChains } from '../../support/audit/audit-check.js';
import { bundled } from '../../support/audit/bundled.js';

jest.setTimeout(60_000);

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'etlaas-full-audit-disk-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A disk of a mount namespace of its own: gone with its process. Who is not root becomes it there. */
const NAMESPACE = process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--map-root-user'];
const ON_SMALL_DISK = 'mount -t tmpfs -o size=256k none "$1" && shift && exec "$@"';

/** Containers without that right have other tests of a full disk. */
const canMount = spawnSync('unshare', [...NAMESPACE, 'true']).status === 0;

(canMount ? it : it.skip)(
  '256 KiB that fill up: begins are refused, ends go on; then all is refused, and delivery goes on; with room again all is well',
  async () => {
    const [disk, copy] = [join(folder, 'disk'), join(folder, 'copy')];
    mkdirSync(disk);
    const key = randomBytes(32).toString('hex');
    const program = bundled('libs/audit/src/testing/full-disk-main.ts', folder);
    const line = [...NAMESPACE, 'sh', '-c', ON_SMALL_DISK, 'sh', disk, process.execPath, program, disk, key, copy];
    const { acknowledged, refused, delivered, ...told } = JSON.parse((await run('unshare', line)).stdout);

    expect(told).toMatchObject({
      low: { healthy: true, acceptsChanges: false, reasons: [expect.stringMatching(/AUDIT_MIN_FREE_BYTES/)] },
      changesAreTakenWhenLow: false,
      endsAreKeptWhenLow: true,
      endsAreKeptWhenFull: true,
      full: { healthy: true, acceptsChanges: false, reasons: [expect.stringMatching(/AUDIT_BALLAST_BYTES/)] },
      changesAreTakenWhenFull: false,
      probe: false,
      gone: { healthy: false, acceptsChanges: false },
      lost: 1,
      drains: 'all',
      isStillFull: true,
      probeAfterwards: true,
      changesAreTakenAfterwards: true,
      healed: { healthy: true, acceptsChanges: true, reasons: [] },
    });
    assertAuditIsSound(copy, key);
    const chains = [...auditChains(copy).values()];
    const events = chains.flat().map((text) => JSON.parse(text) as { event: string; response_message: string });
    const jobs = events.filter(({ event }) => event.startsWith('job.')).map((record) => record.response_message);
    expect(jobs).toEqual(acknowledged);
    expect(delivered).toBe(
      chains
        .flat()
        .map((line) => `${line}\n`)
        .join(''),
    );
    expect(refused.length).toBeGreaterThan(2);
    expect(chains).toHaveLength(1);
    expect(events.map(({ event }) => event)).toContain('audit.resumed');
  },
);
