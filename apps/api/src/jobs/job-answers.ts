import { getSchemaPath } from '@nestjs/swagger';
import type { Operation } from '#libs/informatica';
import { answerHeaders } from '../http/document/answer-headers.js';
import { problemExample } from '../http/document/problem-examples.js';
import { JobView } from './job.view.js';
import { PlanView } from './plan.view.js';

const BEGUN = { startedAt: '2025-01-06T09:20:03.200Z', finishedAt: '2025-01-06T09:20:04.700Z' };

const link = (operationId: string, description: string) => ({
  operationId,
  parameters: { id: '$response.body#/id' },
  description,
});

/** Where to go from an answer whose body is a job. */
export const JOB_LINKS = {
  getJob: link('getJob', 'Poll the job, or wait for its end'),
  watchJob: link('watchJob', 'Follow the job'),
  cancelJob: link('cancelJob', 'Take the job back, or ask for its end'),
};

/** The headers of an answer to a submit. */
export const SUBMIT_HEADERS = answerHeaders(
  'Location!',
  'Operation-Location!',
  'Retry-After',
  'Preference-Applied',
  'Idempotency-Replayed',
  'Vary!',
);

/** Those of an answer of 200 to a submit, which may be a plan: it has no job to look for. */
export const DONE_HEADERS = answerHeaders(
  'Location',
  'Operation-Location',
  'Preference-Applied',
  'Idempotency-Replayed',
  'Vary',
);

/** The headers of an answer to a poll. */
export const POLL_HEADERS = answerHeaders('ETag!', 'Retry-After', 'Preference-Applied', 'Vary!');

type Outcome = Pick<Operation, 'name' | 'output'>;

/** A job whose result, once it is there, is that of the operation. */
export const jobSchema = ({ output }: Outcome) => ({
  allOf: [
    { $ref: getSchemaPath(JobView) },
    { type: 'object', properties: { result: { $ref: getSchemaPath(output) } } },
  ],
});

/** What differs from job to job; the rest of an example comes from the schema, as does what stands for its `$ref`. */
const EXAMPLES = {
  queued: ({ name }: Outcome) => ({
    summary: 'Queued',
    value: { operation: name, status: 'queued', reasonWaiting: 'waiting for a free worker in zone docker' },
  }),
  running: ({ name }: Outcome) => ({
    summary: 'Running',
    value: { operation: name, status: 'running', startedAt: BEGUN.startedAt },
  }),
  succeeded: ({ name, output }: Outcome) => ({
    summary: 'Succeeded',
    value: { operation: name, status: 'succeeded', ...BEGUN, result: { $ref: getSchemaPath(output) } },
  }),
  failed: ({ name }: Outcome) => ({
    summary: 'Failed',
    value: { operation: name, status: 'failed', ...BEGUN, error: problemExample('HOST_UNREACHABLE') },
  }),
};

/** The body of an answer that is a job, with an example of each of some states. */
export const jobContent = (outcome: Outcome, ...states: (keyof typeof EXAMPLES)[]) => ({
  'application/json': {
    schema: jobSchema(outcome),
    examples: Object.fromEntries(states.map((state) => [state, EXAMPLES[state](outcome)])),
  },
});

/** The body of an answer that is a job which has ended, or a plan. */
export const jobOrPlanContent = (outcome: Outcome) => {
  const { schema, examples } = jobContent(outcome, 'succeeded', 'failed')['application/json'];
  const plan = { summary: 'Plan', value: { $ref: getSchemaPath(PlanView), operation: outcome.name } };
  return {
    'application/json': {
      schema: { oneOf: [schema, { $ref: getSchemaPath(PlanView) }] },
      examples: { ...examples, plan },
    },
  };
};

/** As `jobContent`, for a job of whatever operation. */
export const anyJobContent = (outcome: Outcome, ...states: (keyof typeof EXAMPLES)[]) => ({
  'application/json': {
    ...jobContent(outcome, ...states)['application/json'],
    schema: { $ref: getSchemaPath(JobView) },
  },
});
