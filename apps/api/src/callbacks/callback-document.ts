import type { ApiOperationOptions } from '@nestjs/swagger';

type Callbacks = NonNullable<ApiOperationOptions['callbacks']>;
type Schema = object;

const header = (name: string, description: string, example: string) => ({
  name,
  in: 'header' as const,
  required: true,
  description,
  schema: { type: 'string' as const, example },
});

const HEADERS = [
  header(
    'webhook-id',
    'The same at each try: what was handled once need not be handled again',
    'msg_2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11',
  ),
  header('webhook-timestamp', 'Unix time of this try; refuse what is older than five minutes', '1767225600'),
  header(
    'webhook-signature',
    'v1,base64(HMAC-SHA256(id.timestamp.body)), for each key one, with a blank between',
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  ),
  header(
    'traceparent',
    'Where the job stands in a trace (W3C Trace Context): that of its request, if that named one',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  ),
];

/** What a receiver of the end of a job is sent, and what its answers mean, for the document of a route that submits. */
export const jobEndedCallback = (body: Schema): Callbacks => ({
  jobEnded: {
    '{$request.query.callbackUrl}': {
      post: {
        summary: 'The job has ended',
        description: 'Sent once at its final status, and again until it is answered 2xx (docs/operations.md).',
        security: [],
        parameters: HEADERS,
        requestBody: { required: true, content: { 'application/json': { schema: body } } },
        responses: {
          '2XX': { description: 'Received' },
          '410': { description: 'Send this no more' },
          '429': { description: 'Later: Retry-After says when' },
          '503': { description: 'Later: Retry-After says when' },
          default: { description: 'It is sent again, less and less often, for three days' },
        },
      },
    },
  },
});
