import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Refusal } from '#libs/audit';
import { GcrRules, type Grants, Inventory, type RuleFiles } from '#libs/permission';
import { Estate, type WishedPlace } from './estate.js';

const RULES =
  'domain,environment,trigram,kind,expires\nDOM,Production,MAE,owner,\nDOM,Production,E2S,exception,2026-03-15\n';
const HOSTS = 'hostname,domain,environment,zone\na.socgen,DOM,Production,vm\n';
const CALLER = { subject: 's', login: 'alice', scopes: [] } as never;
const PLACE: WishedPlace = { trigram: 'MAE', domain: 'DOM', environment: 'Production' };
const ALL = { 'directory.csv': 'd1', 'GCR.csv': 'g1', 'IFARCRSERVER.csv': 'i1' };

const grantsOf = (trigram: string): Grants => ({
  trigrams: [{ group: `ETL_${trigram}`, trigram, level: 'operate' }],
  ops: false,
});
const clock = { ms: Date.parse('2026-03-15T12:00:00Z') };
const datedOf = jest.fn<() => Promise<object>>();
const version = <T>(value: T, hash: string) => ({ current: { value, hash, loadedAtMs: 0 } });
let files: { rules: ReturnType<typeof version<GcrRules>>; inventory: ReturnType<typeof version<Inventory>> };
let estate: Estate;

beforeEach(() => {
  clock.ms = Date.parse('2026-03-15T12:00:00Z');
  datedOf.mockResolvedValue({ grants: grantsOf('E2S'), fileHash: 'd1' });
  files = { rules: version(GcrRules.parse(RULES), 'g1'), inventory: version(Inventory.parse(HOSTS), 'i1') };
  estate = new Estate({ ...files, grants: { datedOf } } as unknown as RuleFiles, '.socgen', () => clock.ms);
});

const refusalOf = async (place: WishedPlace): Promise<Refusal> => {
  const error = await estate.open(CALLER, place, 'operate').catch((thrown: unknown) => thrown);
  if (error instanceof Refusal) return error;
  throw new Error('not refused', { cause: error });
};

describe('a place in the estate', () => {
  it('is opened with the hashes of all files that it rests on', async () => {
    expect(await estate.open(CALLER, PLACE, 'operate')).toMatchObject({
      target: { host: 'a.socgen', zone: 'vm' },
      rule: { kind: 'exception', source: 'GCR.csv:3' },
      files: ALL,
    });
  });

  it('is refused with the hashes of those that the refusal rests on', async () => {
    datedOf.mockResolvedValue({ grants: grantsOf('RCR'), fileHash: 'd1' });
    expect(await refusalOf(PLACE)).toMatchObject({
      code: 'PERMISSION_DENIED',
      decision: { allowed: false, files: { 'directory.csv': 'd1', 'GCR.csv': 'g1' } },
    });
    expect(await refusalOf({ ...PLACE, domain: 'NONE' })).toMatchObject({
      code: 'DOMAIN_NOT_FOUND',
      decision: { allowed: false, files: { 'GCR.csv': 'g1' } },
    });
    const { decision } = await refusalOf(PLACE);
    expect(Object.keys(decision.files ?? {})).not.toContain('IFARCRSERVER.csv');
  });

  it('names no directory.csv where the directory is LDAP', async () => {
    datedOf.mockResolvedValue({ grants: grantsOf('E2S'), fileHash: undefined });
    expect((await estate.open(CALLER, PLACE, 'read')).files).toEqual({ 'GCR.csv': 'g1', 'IFARCRSERVER.csv': 'i1' });
  });

  it('with a wrong host is refused although the caller may act there', async () => {
    expect(await refusalOf({ ...PLACE, host: 'b.socgen' })).toMatchObject({
      code: 'HOST_NOT_IN_DOMAIN',
      errors: [{ parameter: 'host' }],
      decision: { allowed: true, rule: { trigram: 'E2S' }, files: ALL },
    });
  });

  it('is closed when the rule expires', async () => {
    clock.ms = Date.parse('2026-03-16T00:00:00Z');
    expect((await refusalOf(PLACE)).message).toContain('expired on 2026-03-15 (GCR.csv:3)');
  });

  it('is decided by the rules as they are when the groups are known, not when they were asked for', async () => {
    let answer: (dated: object) => void = () => undefined;
    datedOf.mockReturnValue(
      new Promise((resolve) => {
        answer = resolve;
      }),
    );
    const opening = refusalOf(PLACE);
    files.rules.current = version(GcrRules.parse(RULES.replace('exception', 'deny')), 'g2').current;
    files.inventory.current = version(Inventory.parse(HOSTS), 'i2').current;
    answer({ grants: grantsOf('E2S'), fileHash: 'd1' });
    expect((await opening).decision.files).toEqual({ 'directory.csv': 'd1', 'GCR.csv': 'g2' });
  });
});
