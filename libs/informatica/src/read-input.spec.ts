import { describe, expect, it } from '@jest/globals';
import { AppError } from '#libs/platform';
import type { Operation } from './operation.js';
import { killSession } from './operations/kill-session.js';
import { killSessionsByUser } from './operations/kill-sessions-by-user.js';
import { listRepositories } from './operations/list-repositories.js';
import { startIntegrationService } from './operations/start-integration-service.js';
import { stopIntegrationService } from './operations/stop-integration-service.js';
import { readInput } from './read-input.js';

const refusal = (operation: Operation, raw: unknown): AppError => {
  try {
    readInput(operation, raw);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('it was not refused');
};

describe('readInput', () => {
  it.each<[string, Operation, object, object]>([
    ['no fields', listRepositories, {}, {}],
    ['a name', startIntegrationService, { service: 'INT_A' }, { service: 'INT_A' }],
    ['the default mode', stopIntegrationService, { service: 'INT_A' }, { service: 'INT_A', mode: 'complete' }],
    ['a mode', stopIntegrationService, { service: 'INT_A', mode: 'abort' }, { service: 'INT_A', mode: 'abort' }],
    [
      'inherited rules',
      killSession,
      { repository: 'REP_A', connectionId: '15', force: true },
      { repository: 'REP_A', connectionId: '15', force: true },
    ],
  ])('takes %s', (_what, operation, raw, input) => {
    const read = readInput(operation, raw);
    expect(read).toBeInstanceOf(operation.input);
    expect({ ...read }).toEqual(input);
  });

  it.each<[string, Operation, unknown, string]>([
    ['a missing name', startIntegrationService, {}, '/service'],
    ['a hostile name', startIntegrationService, { service: 'INT_A;id' }, '/service'],
    ['a list of names', startIntegrationService, { service: ['INT_A'] }, '/service'],
    ['an unknown mode', stopIntegrationService, { service: 'INT_A', mode: 'Abort' }, '/mode'],
    ['an unknown field', startIntegrationService, { service: 'INT_A', host: 'x' }, '/host'],
    ['any field where there are none', listRepositories, { domain: 'X' }, '/domain'],
    ['text for a boolean', killSession, { repository: 'REP_A', connectionId: '15', force: 'true' }, '/force'],
    ['a number for an id', killSession, { repository: 'REP_A', connectionId: 15 }, '/connectionId'],
    ['a hostile repository', killSession, { repository: '-a', connectionId: '15' }, '/repository'],
    ['a hostile user', killSessionsByUser, { repository: 'REP_A', user: '{{ x }}' }, '/user'],
  ])('refuses %s and names it', (_what, operation, raw, pointer) => {
    const error = refusal(operation, raw);
    expect(error.code).toBe('VALIDATION_FAILED');
    expect(error.errors).toEqual([{ pointer, detail: expect.any(String) }]);
  });

  it.each([null, undefined, 'INT_A', 15, ['INT_A']])('refuses what is no object: %j', (raw) => {
    expect(refusal(listRepositories, raw).code).toBe('VALIDATION_FAILED');
  });

  it.each(['{"__proto__":{"service":"INT_A"}}', '{"constructor":{"name":"Object"}}'])('is not fooled by %s', (json) => {
    expect(refusal(startIntegrationService, JSON.parse(json)).errors?.[0]?.pointer).toBe('/service');
  });
});
