import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { toldWithLogs } from '../told-with-logs.js';
import { waitUntil } from '../wait-until.js';
import type { Informatica } from './informatica.js';
import type { JobsClient } from './jobs-client.js';
import { Stack, type StackOptions } from './stack.js';

/** What a test file works with; ask for the parts inside of a test, they stand only then. */
export interface StackInUse {
  stack: () => Stack;
  api: () => JobsClient;
  host: () => Informatica;
  /** Like jest's `it`; shows the logs of the processes when it fails. */
  test: (name: string, body: () => Promise<void>) => void;
}

/** A stack for the tests of a describe block (options that need something running come from a function): up before them, down after them, the host as fresh before each. */
export function useStack(options: StackOptions | (() => Promise<StackOptions>) = {}): StackInUse {
  let known: Stack | undefined;
  const stack = () => {
    if (!known) throw new Error('the stack is not up');
    return known;
  };
  beforeAll(async () => {
    known = await Stack.start(typeof options === 'function' ? await options() : options);
  });
  afterAll(() => known?.end());
  beforeEach(async () => {
    // A job that was delivered twice has an end, while its second run still looks at the host.
    await waitUntil('no job runs', async () => (await stack().activeJobs()) === 0);
    stack().parts.informatica.reset();
  });
  return {
    stack,
    api: () => stack().api,
    host: () => stack().parts.informatica,
    test: toldWithLogs(() => known?.processes),
  };
}
