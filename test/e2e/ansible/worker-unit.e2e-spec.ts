import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { UnitFile } from '../../support/vm/unit-file.js';

const UNIT = 'deploy/vm/etlaas-worker.service';
const ANALYZE = '/usr/bin/systemd-analyze';

/** What systemd itself says about a unit; nothing is well. */
function complaintsAbout(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'etlaas-unit-'));
  try {
    const path = join(folder, 'etlaas-worker.service');
    // It looks for the program, which lies elsewhere here.
    writeFileSync(path, text.replaceAll('/usr/bin/node', process.execPath));
    const { stdout, stderr } = spawnSync(ANALYZE, ['verify', path], { encoding: 'utf8' });
    return stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe(UNIT, () => {
  it('confines the worker', () => {
    expect(new UnitFile(UNIT).section('Service')).toMatchObject({
      User: 'etlaas',
      Group: 'etlaas',
      NoNewPrivileges: 'yes',
      CapabilityBoundingSet: '',
      ProtectSystem: 'strict',
      ReadWritePaths: '/var/lib/etlaas /var/lib/etlaas/audit',
      ProtectHome: 'yes',
      PrivateTmp: 'yes',
      UMask: '0077',
      LimitNOFILE: '65536',
      LimitCORE: '0',
    });
  });

  it('lets the worker end what it has begun, and starts it again after a fault and a boot', () => {
    const unit = new UnitFile(UNIT);
    expect(unit.section('Service')).toMatchObject({ KillMode: 'mixed', TimeoutStopSec: '40', Restart: 'on-failure' });
    expect(unit.section('Unit')).toMatchObject({ RequiresMountsFor: '/var/lib/etlaas/audit' });
    expect(unit.section('Install')).toEqual({ WantedBy: 'multi-user.target' });
  });

  const whereSystemdIs = existsSync(ANALYZE) ? it : it.skip;
  whereSystemdIs('holds nothing that systemd does not understand', () => {
    const text = readFileSync(UNIT, 'utf8');
    expect(complaintsAbout(text)).toBe('');
    expect(complaintsAbout(text.replace('ProtectHome=', 'ProtectHouse='))).toContain('ProtectHouse');
  });
});
