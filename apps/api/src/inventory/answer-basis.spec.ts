import { describe, expect, it } from '@jest/globals';
import type { FastifyReply } from 'fastify';
import type { Caller } from '#libs/auth';
import { CsvDirectory, DEFAULT_GROUP_PATTERN, GcrRules, Inventory, type RuleFiles } from '#libs/permission';
import type { ForgottenJob, JobStore } from '#libs/queue';
import type { ApiRequest } from '../http/api-request.js';
import { JobVisibility } from '../jobs/job-visibility.js';
import { CallerPermissions } from '../permissions/caller-permissions.js';
import { PermissionReview } from '../permissions/permission-review.js';
import { PermissionsController } from '../permissions/permissions.controller.js';
import { DomainsController } from './domains.controller.js';
import { Estate } from './estate.js';
import { VisibleDomains } from './visible-domains.js';

const version = <T>(value: T, hash: string) => ({ current: { value, hash, loadedAtMs: 0 } });
const said = CsvDirectory.parse('account,group\nalice,ETL_MAE\nbob,ETL_RCR\noscar,OPS\n');
const directory = { fileHash: 'd1', accountsOf: said.accountsOf.bind(said), groupsOf: said.groupsOf.bind(said) };
const names = { pattern: DEFAULT_GROUP_PATTERN, opsGroup: 'OPS' };
const grantsOf = (account: string) => ({
  grants: {
    trigrams: account === 'alice' ? [{ group: 'ETL_MAE', trigram: 'MAE', level: 'operate' as const }] : [],
    ops: account === 'oscar',
  },
  ageMs: 0,
  isStale: false,
  fileHash: 'd1',
});
const files = {
  rules: version(GcrRules.parse('domain,environment,trigram,kind\nD,Production,MAE,owner\n'), 'g1'),
  inventory: version(Inventory.parse('hostname,domain,environment,zone\na.socgen,D,Production,vm\n'), 'i1'),
  grants: { datedOf: async (account: string) => grantsOf(account) },
  directory,
  names,
} as unknown as RuleFiles;
const estate = new Estate(files, '.socgen');
const permissions = new PermissionsController(new CallerPermissions(estate), new PermissionReview(files, estate));
const domains = new DomainsController(new VisibleDomains(estate, { isServed: async () => true }));
const as = (login: string): Caller => ({ subject: login, login, scopes: [], expiresAtMs: 0 });
const RULES = { 'directory.csv': 'd1', 'GCR.csv': 'g1' };
const QUESTION = { domain: 'D', environment: 'Production', operation: 'integration-service.stop' };

describe('the record of an answer names the files that it rests on', () => {
  it.each<[string, object, (request: ApiRequest) => Promise<unknown>]>([
    ['all that I may do', RULES, (request) => permissions.list({}, as('alice'), request)],
    ['one question', RULES, (request) => permissions.list(QUESTION, as('bob'), request)],
    [
      'the review',
      RULES,
      (request) => permissions.export({}, request, { header: () => undefined } as unknown as FastifyReply),
    ],
    [
      'the domains of a trigram',
      { ...RULES, 'IFARCRSERVER.csv': 'i1' },
      (request) => domains.list({ trigram: 'mae' }, {}, as('alice'), request),
    ],
  ])('%s', async (_, expected, ask) => {
    const request = {} as ApiRequest;
    expect(JSON.stringify(await ask(request))).not.toMatch(/"[dgi]1"/);
    expect(request.audited?.decision).toEqual({ allowed: true, reason: expect.any(String), files: expected });
  });

  it('also where it is that a trigram is not known', async () => {
    const refused = domains.list({ trigram: 'XYZ' }, {}, as('alice'), {} as ApiRequest);
    await expect(refused).rejects.toMatchObject({
      code: 'TRIGRAM_NOT_FOUND',
      decision: { files: { 'GCR.csv': 'g1' } },
    });
  });
});

describe('a job that is hidden', () => {
  const job = { requestedBy: { subject: 'carol' }, target: { trigram: 'MAE', domain: 'D', environment: 'Production' } };
  const store = { find: async (id: string) => (id === 'known' ? job : undefined) } as unknown as JobStore;
  const forgotten = job as unknown as ForgottenJob;
  const retention = { find: async (id: string) => (id === 'gone' ? forgotten : undefined) };
  const visibility = new JobVisibility(estate, store, retention);
  const refusalOf = (id: string, login: string) =>
    visibility.find(id, as(login)).then(
      () => undefined,
      (error: object) => error,
    );

  it('is told as one that does not exist; only the record says why', async () => {
    const [hidden, unknown] = [await refusalOf('known', 'bob'), await refusalOf('none', 'bob')];
    const { code, message } = unknown as Error & { code: string };
    expect(code).toBe('JOB_NOT_FOUND');
    expect(hidden).toMatchObject({ code, message });
    expect(hidden).toMatchObject({
      decision: { allowed: false, reason: expect.stringContaining('To read D'), files: RULES },
    });
    expect(unknown).not.toHaveProperty('decision');
  });

  it.each(['alice', 'carol', 'oscar'])('is none for %s, who is told when it is kept no longer', async (login) => {
    expect(await refusalOf('known', login)).toBeUndefined();
    expect(await refusalOf('gone', login)).toMatchObject({ code: 'JOB_GONE', status: 410 });
  });

  it('is told as one that does not exist when it is kept no longer, too', async () => {
    const [hidden, unknown] = [await refusalOf('gone', 'bob'), await refusalOf('none', 'bob')];
    const { code, message } = unknown as Error & { code: string };
    expect(hidden).toMatchObject({ code, message, decision: { allowed: false } });
  });

  it('is in no list: who may read a place sees its jobs, and nobody else but ops', async () => {
    const place = (environment: string) => ({ zone: 'vm', trigram: 'MAE', domain: 'D', environment });
    const readable = async (login: string) => {
      const scope = await visibility.scopeOf(as(login));
      return 'all' in scope ? 'all' : ['Production', 'Development'].map((name) => scope.canRead(place(name)));
    };
    expect(await Promise.all(['alice', 'bob', 'oscar'].map(readable))).toEqual([[true, false], [false, false], 'all']);
  });
});
