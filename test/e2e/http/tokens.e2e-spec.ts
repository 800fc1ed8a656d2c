import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Contract } from '../../support/contract.js';
import { useSandbox } from '../../support/sandbox.js';
import { graft, readToken, signedByAnother, signedBySecret, signIn, unsigned } from '../../support/tokens.js';

const STOP = '/v1/trigrams/MAE/domains/DOM_MAE_D01/integration-services/INT_MAE_D01/stop?environment=Development';
const OLD_LIST = '/informatica/trigrams/MAE/sessions/?Environment=Development&Domain%20name=DOM_MAE_D01';
const DOORS = [
  ['POST', STOP],
  ['GET', '/v1/jobs'],
  ['GET', OLD_LIST],
  ['GET', '/UUID/00000000-0000-4000-8000-000000000000'],
  ['GET', '/queues/api/queues'],
] as const;
const PUBLIC = ['/docs', '/docs-json', '/health/live', '/health/ready', '/metrics'];

const sandbox = useSandbox();
let contract: Contract;

beforeAll(async () => {
  contract = await Contract.readFrom(sandbox.with());
});

const real = () => ({ token: sandbox.token('e2s-ops'), ...readToken(sandbox.token('e2s-ops')) });
const nowS = () => Math.floor(Date.now() / 1000);

/** The provider's public key as text: whoever mixes up algorithms takes it for a shared secret. */
async function publicKey(): Promise<string> {
  const answer = await fetch(`${sandbox.issuer}/jwks`);
  const { keys } = (await answer.json()) as { keys: JsonWebKey[] };
  return createPublicKey({ key: keys[0] ?? {}, format: 'jwk' })
    .export({ type: 'spki', format: 'pem' })
    .toString();
}

const FORGERIES: Record<string, () => Promise<string | undefined> | string | undefined> = {
  'no token': () => undefined,
  'an empty one': () => '',
  garbage: () => 'garbage',
  'three dots of garbage': () => 'a.b.c',
  'one that is cut off': () => real().token.slice(0, -10),
  'one without signature': () => unsigned(real().header, real().claims),
  'one whose expiry was moved to the past': () => {
    const { header, claims, token } = real();
    return graft(header, { ...claims, exp: nowS() - 3_600, iat: nowS() - 7_200 }, token);
  },
  'one whose account was changed': () => {
    const { header, claims, token } = real();
    return graft(header, { ...claims, sub: 'mae-batch', client_id: 'mae-batch' }, token);
  },
  'one that another key signed, under the key id of the real one': () => signedByAnother(real().header, real().claims),
  'one of a foreign issuer': () => {
    const { header, claims } = real();
    return signedByAnother({ ...header, kid: 'theirs' }, { ...claims, iss: 'https://login.example.com' });
  },
  'one signed with the public key as secret': async () => {
    const { header, claims } = real();
    return signedBySecret(header, claims, await publicKey());
  },
  'one with a key of its own in the header': () => {
    const { header, claims } = real();
    return signedByAnother({ ...header, jku: 'https://login.example.com/jwks' }, claims);
  },
  "a person's ID token": async () => (await signIn(sandbox.issuer, sandbox.port, 'oscar')).id_token,
};

describe.each(Object.entries(FORGERIES))('%s', (_, forge) => {
  it('opens no door', async () => {
    const caller = sandbox.with(await forge());
    for (const [method, path] of DOORS) {
      const { status, headers, body } = await caller.send({ method, path });
      expect([method, path, status]).toEqual([method, path, 401]);
      expect(headers['www-authenticate']).toMatch(/^Bearer( |$)/);
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(body).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    }
  });
});

describe('what is no bearer token', () => {
  it.each([
    ['Basic', () => `Basic ${Buffer.from('e2s-ops:e2s-ops-secret').toString('base64')}`],
    ['the token alone', () => real().token],
  ])('%s', async (_, authorization) => {
    const headers = { authorization: authorization() };
    expect((await sandbox.with().get('/v1/jobs', headers)).status).toBe(401);
  });

  it('a token in the address', async () => {
    expect((await sandbox.with().get(`/v1/jobs?access_token=${real().token}`)).status).toBe(401);
  });
});

describe('all of these', () => {
  it('changed nothing, though the real token may do it all', async () => {
    const jobs = await sandbox.allJobs();
    expect(jobs.filter(({ target }) => target['service'] === 'INT_MAE_D01')).toEqual([]);
    expect(sandbox.effects('DisableService', 'INT_MAE_D01')).toBe(0);
    const allowed = await Promise.all(DOORS.slice(1, 3).map(([, path]) => sandbox.as('e2s-ops').get(path)));
    expect(allowed.map(({ status }) => status)).toEqual([200, 202]);
  });
});

describe('without a token', () => {
  it.each(PUBLIC)('%s is open', async (path) => {
    expect((await sandbox.with().get(path)).status).toBe(200);
  });

  it('every other documented route is closed', async () => {
    const closed = contract.operations.filter(({ path }) => !PUBLIC.includes(path));
    const answers = await Promise.all(
      closed.map(async ({ method, path }) => {
        const { status } = await sandbox.with().send({ method, path: path.replaceAll(/\{[^}]+\}/g, 'MAE') });
        return { method, path, status };
      }),
    );
    expect(answers).toHaveLength(25);
    expect(answers.filter(({ status }) => status !== 401)).toEqual([]);
  });
});

describe('people', () => {
  it.each([
    ['alice', false, ['operate']],
    ['oscar', true, []],
  ] as const)('%s signs in and is known by the AD account', async (name, ops, levels) => {
    const caller = sandbox.with((await signIn(sandbox.issuer, sandbox.port, name)).access_token);
    const { body } = contract.check(await caller.get('/v1/permissions'));
    expect(body).toMatchObject({ login: name, ops });
    expect((body['permissions'] as { level: string }[]).map(({ level }) => level)).toEqual(levels);
    expect((await caller.get('/queues')).status).toBe(ops ? 200 : 403);
  });
});
