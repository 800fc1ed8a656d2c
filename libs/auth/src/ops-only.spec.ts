import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { CallerGrants, DEFAULT_GROUP_PATTERN } from '#libs/permission';
import { AppError } from '#libs/platform';
import { OpsOnly } from './access.decorators.js';
import { AccessGuard } from './access.guard.js';
import type { Authenticator } from './authenticator.js';

class Routes {
  @OpsOnly()
  board(): void {}
}

const clock = { ms: 0 };
const directory = {
  isAway: false,
  async groupsOf(account: string) {
    if (directory.isAway) throw new AppError('DIRECTORY_UNAVAILABLE', 'away');
    return account === 'oscar' ? ['OPS'] : [];
  },
};
let guard: AccessGuard;

beforeEach(() => {
  clock.ms = 0;
  directory.isAway = false;
  const names = { pattern: DEFAULT_GROUP_PATTERN, opsGroup: 'OPS' };
  const grants = new CallerGrants(directory, names, { ttlMs: 1_000, staleMs: 60_000, now: () => clock.ms });
  const authenticator = { callerOf: async ({ headers }: { headers: { login: string } }) => headers };
  guard = new AccessGuard(new Reflector(), authenticator as unknown as Authenticator, grants);
});

const ask = (method: string, login = 'oscar') =>
  guard
    .canActivate({
      getHandler: () => Routes.prototype.board,
      getClass: () => Routes,
      switchToHttp: () => ({ getRequest: () => ({ method, headers: { login } }), getResponse: () => ({}) }),
    } as unknown as ExecutionContext)
    .catch(({ code }: AppError) => code);

describe('what is for ops only, while the directory is away', () => {
  it.each([
    ['GET', 30_000, true],
    ['HEAD', 30_000, true],
    ['GET', 60_000, 'DIRECTORY_UNAVAILABLE'],
    ['PUT', 30_000, 'DIRECTORY_UNAVAILABLE'],
    ['POST', 30_000, 'DIRECTORY_UNAVAILABLE'],
    ['get', 30_000, 'DIRECTORY_UNAVAILABLE'],
  ])('%s after %i ms: %s', async (method, ageMs, outcome) => {
    expect(await ask(method)).toBe(true);
    directory.isAway = true;
    clock.ms = ageMs;
    expect(await ask(method)).toBe(outcome);
  });

  it('stays closed to all others', async () => {
    expect(await ask('GET', 'alice')).toBe('PERMISSION_DENIED');
    directory.isAway = true;
    clock.ms = 30_000;
    expect([await ask('GET', 'alice'), await ask('GET', 'bob')]).toEqual([
      'PERMISSION_DENIED',
      'DIRECTORY_UNAVAILABLE',
    ]);
  });
});
