import type { SpanOptions } from '#libs/platform';
import type { AcceptedJob } from '#libs/queue';

/** The name and the facts of the span under which a job is handed to the workers of its zone. */
export const sendingOf = ({ id, operation, kind, target }: AcceptedJob): [name: string, options: SpanOptions] => [
  `send ${operation}`,
  {
    kind: 'producer',
    attributes: {
      'messaging.system': 'bull',
      'messaging.operation.type': 'send',
      'messaging.destination.name': `informatica:${target.zone}`,
      'messaging.message.id': id,
      'etlaas.job.id': id,
      'etlaas.operation': operation,
      'etlaas.kind': kind,
      'etlaas.zone': target.zone,
    },
  },
];
