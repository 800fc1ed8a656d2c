import { randomInt } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Answer, ApiClient } from '../../support/api-client.js';
import { Contract } from '../../support/contract.js';
import { type Attempt, attempts } from '../../support/fuzz/questions.js';
import { useSandbox } from '../../support/sandbox.js';

/** `FUZZ_SEED` repeats a run, `FUZZ_REQUESTS` says how many: 20000 is what a release is shown with. */
const SEED = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31));
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 600);
const AT_ONCE = 12;

/** What no caller has to know: stacks, files of ours, addresses, and what speaks behind the API. */
const LEAK =
  /node_modules|\bat \S+ \(|\.[jt]s:\d|\/(?:work|tmp|home|usr)\/|ECONN|ioredis|redis:|\bldap|127\.0\.0\.1|HPE_|\bBull\b/i;

/** Few may do what they ask for: each accepted request runs programs on a host. */
const CALLERS = [
  ...Array.from({ length: 12 }, () => 'stranger'),
  'nobody',
  'forger',
  'rcr-batch',
  'mae-viewer',
  'mae-batch',
  'e2s-ops',
];

const sandbox = useSandbox();
let all: Attempt[];
const statuses = new Map<number, number>();

const clientOf = (who: string): ApiClient => {
  if (who === 'nobody') return sandbox.with();
  return who === 'forger' ? sandbox.with('e30.e30.x') : sandbox.as(who as 'stranger');
};

beforeAll(async () => {
  const contract = await Contract.readFrom(sandbox.with());
  const { id } = await sandbox
    .as('mae-batch')
    .run('GET', '/v1/trigrams/MAE/domains/DOM_MAE_D01/repositories?environment=Development');
  const known = {
    id: [id, '2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11'],
    uuid: [id],
    pageToken: ['1'],
    host: ['etl-mae-d01.sandbox.socgen'],
    force: ['true', 'false'],
    Prefer: ['wait=0', 'wait=1', 'respond-async'],
    'Idempotency-Key': ['one', '"two"', 'three'],
    'If-None-Match': ['"1"', '*'],
    'X-Correlation-Id': ['fuzz-0001'],
  };
  all = fc.sample(attempts(contract.operations, known, CALLERS), { numRuns: REQUESTS, seed: SEED });
});

/** What is wrong with the answer to an attempt; the clients of the sandbox compare it with the document themselves. */
async function faultOf({ who, question }: Attempt, index: number): Promise<string[]> {
  const told = `request ${index} of FUZZ_SEED=${SEED} as ${who}: ${JSON.stringify(question).slice(0, 1_500)}`;
  try {
    const answer = await clientOf(who).send(question);
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    return wrongWith(answer).map((fault) => `${fault}: ${answer.text.slice(0, 500)}\n${told}`);
  } catch (error) {
    return [`${(error as Error).message.slice(0, 1_000)}\n${told}`];
  }
}

/** One of each kind: what is the same but for names is told once. */
const distinct = (faults: readonly string[]): string[] => [
  ...new Map(faults.map((fault) => [/was answered .*?: (?=\{|$)/m.exec(fault)?.[0] ?? fault, fault])).values(),
];

function wrongWith({ status, headers, text }: Answer): string[] {
  const isProblem = headers['content-type']?.startsWith('application/problem+json');
  return [
    ...(status >= 500 ? [`answered ${status}`] : []),
    ...(isProblem && LEAK.test(text) ? ['says what nobody has to know'] : []),
  ];
}

describe(`requests that nobody would write, FUZZ_SEED=${SEED}`, () => {
  it(`${REQUESTS} of them are answered as documented, without a fault of ours and without a word too much`, async () => {
    const faults: string[] = [];
    let next = 0;
    const work = async () => {
      for (let index = next++; index < all.length; index = next++) {
        const attempt = all[index];
        if (attempt) faults.push(...(await faultOf(attempt, index)));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    expect(distinct(faults)).toEqual([]);
    expect(faults.length).toBe(0);
    process.stdout.write(
      `fuzzed with FUZZ_SEED=${SEED}: ${JSON.stringify(Object.fromEntries([...statuses].sort()))}\n`,
    );
    for (const status of [200, 202, 400, 401, 403, 404, 405]) expect(statuses.get(status)).toBeGreaterThan(0);
  }, 1_200_000);

  it('the API is ready after that', async () => {
    expect((await sandbox.with().get('/health/ready')).status).toBe(200);
  });
});
