import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import type { AuditKeys } from '../audit-keys.js';
import type { Finding } from '../reading/findings.js';
import { type VerifyReport, verifyAudit } from '../reading/verify-audit.js';
import { keysNamed, WrittenChain } from './written-chain.js';

/** The keys of records that a test writes. */
export const KEYS = keysNamed('k1');

/** Directories of records for each test: one of writers, one of the data lake. */
export class AuditDirectories {
  directory = '';
  lake = '';

  make(): void {
    this.directory = mkdtempSync(join(tmpdir(), 'audit-'));
    this.lake = mkdtempSync(join(tmpdir(), 'lake-'));
  }

  takeAway(): void {
    for (const one of [this.directory, this.lake]) rmSync(one, { recursive: true });
  }

  /** A chain with nothing in it. */
  chain(writer?: string): WrittenChain {
    return new WrittenChain(this.directory, writer);
  }

  /** Records 1 to 10, of which 10 is the seal, 11 to 20 with the seal, and 21 to 25. */
  written(writer?: string): WrittenChain {
    return this.chain(writer).begin().putMany(8).rotate().putMany(9).rotate().putMany(5);
  }

  verify(keys: AuditKeys = KEYS, ...more: string[]): Promise<VerifyReport> {
    return verifyAudit({ directories: [this.directory, ...more], keys });
  }

  async findings(...more: string[]): Promise<Finding[]> {
    return (await this.verify(KEYS, ...more)).findings;
  }
}

/** Made before each test of a file, taken away after it. */
export function useAuditDirectories(): AuditDirectories {
  const directories = new AuditDirectories();
  beforeEach(() => directories.make());
  afterEach(() => directories.takeAway());
  return directories;
}

/** What somebody reads first of a finding. */
export const seen = ({ kind, line, seq, lastSeq }: Finding) => [kind, line, seq, lastSeq];
