import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { UnitFile } from '../../support/vm/unit-file.js';

const ANALYZE = '/usr/bin/systemd-analyze';

/** Of ten; without any confinement it is 9.6. */
const MOST_EXPOSURE = 1.3;

/** Runs systemd's own look at a unit, and gives all that it prints. */
function analyze(path: string, text: string, ...args: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'etlaas-unit-'));
  try {
    const copy = join(folder, basename(path));
    // It looks for the program, which lies elsewhere here.
    writeFileSync(copy, text.replaceAll('/usr/bin/node', process.execPath));
    const { stdout, stderr } = spawnSync(ANALYZE, [...args, copy], { encoding: 'utf8' });
    return stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const exposureOf = (path: string, text: string): number => {
  const told = analyze(path, text, 'security', '--offline=true', '--no-pager');
  return Number(/Overall exposure level for \S+: ([\d.]+)/.exec(told)?.[1]);
};

describe.each(['api', 'worker'])('the unit of the %s', (app) => {
  const path = `deploy/vm/etlaas-${app}.service`;
  const unit = new UnitFile(path);

  it('confines it', () => {
    const name = `etlaas-${app}`;
    expect(unit.section('Service')).toMatchObject({
      User: name,
      Group: name,
      NoNewPrivileges: 'yes',
      CapabilityBoundingSet: '',
      ProtectSystem: 'strict',
      ReadWritePaths: `/var/lib/${name} /var/lib/${name}/audit`,
      ProtectHome: 'yes',
      ProtectProc: 'invisible',
      PrivateTmp: 'yes',
      SystemCallFilter: ['@system-service', '~@privileged @resources'],
      UMask: '0077',
      LimitNOFILE: '65536',
      LimitCORE: '0',
    });
  });

  it('lets it end what it has begun, and starts it again after a fault and a boot', () => {
    expect(unit.section('Service')).toMatchObject({ KillMode: 'mixed', TimeoutStopSec: '40', Restart: 'on-failure' });
    expect(unit.section('Unit')).toMatchObject({ RequiresMountsFor: `/var/lib/etlaas-${app}/audit` });
    expect(unit.section('Install')).toEqual({ WantedBy: 'multi-user.target' });
  });

  const whereSystemdIs = existsSync(ANALYZE) ? it : it.skip;
  whereSystemdIs('holds nothing that systemd does not understand', () => {
    const text = readFileSync(path, 'utf8');
    expect(analyze(path, text, 'verify')).toBe('');
    expect(analyze(path, text.replace('ProtectHome=', 'ProtectHouse='), 'verify')).toContain('ProtectHouse');
  });

  whereSystemdIs(`is exposed no more than ${MOST_EXPOSURE} of 10, by systemd's own count`, () => {
    const text = readFileSync(path, 'utf8');
    expect(exposureOf(path, text)).toBeLessThanOrEqual(MOST_EXPOSURE);
    expect(exposureOf(path, text.replaceAll(/^SystemCallFilter=.*$/gm, ''))).toBeGreaterThan(MOST_EXPOSURE);
  });
});
