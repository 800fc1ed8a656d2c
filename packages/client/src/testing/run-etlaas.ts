import { runCli } from '../cli/run-cli.js';
import { aJob, anEndedJob, FakeApi, type Step } from './fake-api.js';

/** Where. */
export const AT = ['--trigram', 'MAE', '--domain', 'DOM', '--environment', 'Development'];
/** A change. */
export const STOP = ['services', 'stop', 'A', ...AT];
/** Its job. */
export const ID = aJob().id;
/** A read. */
export const LIST = 'integration-services.list';
/** What it finds. */
export const SERVICE = { name: 'A', enabled: true, alive: true, endpoint: 'h:1', readAt: '' };

/** The API of the last run. */
export let api: FakeApi | undefined;

/** Ends it. */
export const stopApi = (): void => api?.stop();

/** How the command is run, and what it is answered. */
export interface Run {
  words: string[];
  steps?: Step[];
  env?: Record<string, string>;
  isTTY?: boolean;
  signal?: AbortSignal;
}

/** Runs `etlaas` against an API of its own, and resolves with its exit code and what it printed. */
export async function run({ words, steps = [], env = {}, isTTY = false, signal = new AbortController().signal }: Run) {
  api?.stop();
  api = await FakeApi.start(...steps);
  const printed = { out: '', err: '' };
  const paper = (name: 'out' | 'err') => ({ isTTY, write: (text: string) => (printed[name] += text) });
  const all = { ETLAAS_URL: api.origin, ETLAAS_TOKEN: 'the-token', ...env };
  const code = await runCli(words, { env: all, stdout: paper('out'), stderr: paper('err'), signal });
  return { code, ...printed };
}

/** The answer to a submit. */
export const accepted = { status: 202, headers: { 'retry-after': '0' }, body: aJob() };
/** The answer of a job that has ended. */
export const ended = (status: string, more?: object): Step => ({ body: anEndedJob(status, more) });
