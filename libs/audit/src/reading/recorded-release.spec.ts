import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { auditKeys } from '../audit-keys.js';
import { verifyAudit } from './verify-audit.js';

const FIXTURES = 'test/fixtures';
const folders = readdirSync(FIXTURES)
  .filter((name) => name.startsWith('release-'))
  .map((name) => join(FIXTURES, name));

it.each(folders)('finds nothing in the audit files of %s', async (folder) => {
  const { keys } = JSON.parse(readFileSync(join(folder, 'redis.json'), 'utf8')) as {
    keys: { audit: { test: string } };
  };
  const report = await verifyAudit({
    directories: [join(folder, 'audit')],
    keys: auditKeys.parse(`test=${keys.audit.test}`),
  });
  expect(report.findings).toEqual([]);
  const lines = readdirSync(join(folder, 'audit')).map((file) => readFileSync(join(folder, 'audit', file), 'utf8'));
  const written = lines.reduce((sum, text) => sum + text.split('\n').length - 1, 0);
  expect(report.chains.reduce((sum, { records }) => sum + records, 0)).toBe(written);
});
