import { describe, expect, it } from '@jest/globals';
import { CallerGrants, DEFAULT_GROUP_PATTERN, GcrRules } from '#libs/permission';
import { AppError } from '#libs/platform';
import type { SignedJob } from '#libs/queue';
import { RightCheck } from './right-check.js';

const NAMES = { pattern: DEFAULT_GROUP_PATTERN, opsGroup: 'OPS' };
const ROWS = 'domain,environment,trigram,kind\nDOM_A,Production,MAE,owner\n';

const job = (overrides: Partial<SignedJob> = {}): SignedJob => ({
  id: '11111111-2222-4333-8444-555555555555',
  operation: 'integration-service.stop',
  kind: 'change',
  input: {},
  target: { trigram: 'MAE', domain: 'DOM_A', environment: 'Production', host: 'a.socgen', zone: 'vm' },
  requestedBy: { subject: 'alice-id', login: 'alice' },
  correlationId: 'correlation-1',
  notAfter: '2026-11-26T12:00:00Z',
  ...overrides,
});

/** A check whose directory and rules can be changed between two questions. */
function aCheck() {
  const state = { groups: ['ETL_MAE'] as string[] | AppError, rows: ROWS, asked: 0 };
  const groupsOf = async () => {
    state.asked += 1;
    if (state.groups instanceof AppError) throw state.groups;
    return state.groups;
  };
  const rules = {
    get current() {
      return { value: GcrRules.parse(state.rows), hash: 'g1', loadedAtMs: 0 };
    },
  };
  const grants = new CallerGrants({ groupsOf, fileHash: 'd1' }, NAMES, { ttlMs: 0 });
  return { state, check: new RightCheck({ rules, grants } as ConstructorParameters<typeof RightCheck>[0]) };
}

describe('RightCheck', () => {
  it('lets pass who still has the right, and asks the directory each time', async () => {
    const { state, check } = aCheck();
    const files = { 'GCR.csv': 'g1', 'directory.csv': 'd1' };
    expect(await check.assertStill(job())).toMatchObject({ allowed: true, rule: { kind: 'owner' }, files });
    await check.assertStill(job());
    expect(state.asked).toBe(2);
  });

  it.each([
    ['whose group is gone', { groups: [] }],
    ['who only reads now', { groups: ['ETL_MAE_READ'] }],
    ['whose account was disabled', { groups: new AppError('PERMISSION_DENIED', 'disabled') }],
    ['whose trigram lost the domain', { rows: ROWS.replace('MAE', 'RCR') }],
    ['whose trigram is denied', { rows: `${ROWS}DOM_A,Production,MAE,deny\n` }],
    ['whose domain is gone', { rows: ROWS.replace('DOM_A', 'DOM_B') }],
  ])('refuses one %s, with the decision for the record', async (_, change) => {
    const { state, check } = aCheck();
    await check.assertStill(job());
    Object.assign(state, change);
    await expect(check.assertStill(job())).rejects.toMatchObject({
      code: 'PERMISSION_REVOKED',
      message: expect.not.stringMatching(/ETL_|MAE|group/),
      decision: { allowed: false, reason: expect.stringMatching(/\w/) },
    });
  });

  it('names the files that the refusal rests on', async () => {
    const { state, check } = aCheck();
    state.groups = [];
    await expect(check.assertStill(job())).rejects.toMatchObject({
      decision: { files: { 'GCR.csv': 'g1', 'directory.csv': 'd1' } },
    });
  });

  it('does not know what it was not told', async () => {
    const { state, check } = aCheck();
    await check.assertStill(job());
    state.groups = new AppError('DIRECTORY_UNAVAILABLE', 'away');
    await expect(check.assertStill(job())).rejects.toMatchObject({ code: 'DIRECTORY_UNAVAILABLE' });
  });

  it('asks for no more than the operation needs', async () => {
    const { state, check } = aCheck();
    state.groups = ['ETL_MAE_READ'];
    await check.assertStill(job({ kind: 'read' }));
  });
});
