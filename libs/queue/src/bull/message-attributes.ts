import type { Attributes } from '#libs/platform';
import type { AcceptedJob } from '../jobs/job.js';

/** What both ends of a queue say in their spans of the message that carries a job, in the words of OpenTelemetry and our own. */
export const messageAttributes = (
  { id, operation, kind, target }: AcceptedJob,
  does: 'send' | 'process',
): Attributes => ({
  'messaging.system': 'bull',
  'messaging.operation.type': does,
  'messaging.destination.name': `informatica:${target.zone}`,
  'messaging.message.id': id,
  'etlaas.job.id': id,
  'etlaas.operation': operation,
  'etlaas.kind': kind,
  'etlaas.zone': target.zone,
});
