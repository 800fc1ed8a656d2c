import type { SpanOptions } from '#libs/platform';
import { type AcceptedJob, messageAttributes } from '#libs/queue';

/** The name and the facts of the span under which a job is handed to the workers of its zone. */
export const sendingOf = (job: AcceptedJob): [name: string, options: SpanOptions] => [
  `send ${job.operation}`,
  { kind: 'producer', attributes: messageAttributes(job, 'send') },
];
