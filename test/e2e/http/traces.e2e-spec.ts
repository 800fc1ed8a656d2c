import { randomBytes } from 'node:crypto';
import { afterAll, beforeEach, expect, jest } from '@jest/globals';
import { SERVICE, ZONE } from '../../support/stack/estate.js';
import { routes } from '../../support/stack/routes.js';
import { describeByTransport, type TransportName } from '../../support/stack/transports.js';
import { useStack } from '../../support/stack/use-stack.js';
import { type CollectedSpan, drawn, type SpanTree, treesUnder } from '../../support/traces/collected-span.js';
import { Collector } from '../../support/traces/collector.js';
import { waitFor, waitUntil } from '../../support/wait-until.js';

jest.setTimeout(120_000);

const PASSWORD = 'Canary-pass-77c0de';
const TOKEN = 'Canary-collector-token-19';
const CALLER = '00f067aa0ba902b7';

const newTrace = (flags = '01') => {
  const traceId = randomBytes(16).toString('hex');
  return { traceId, headers: { traceparent: `00-${traceId}-${CALLER}-${flags}` } };
};

/** How a script reaches its host, the first time and later, by transport. */
const WAY: Record<TransportName, Record<'first' | 'later', SpanTree[]>> = {
  ssh: { first: [['open channel', [['connect']]]], later: [['open channel']] },
  ansible: { first: [['take process'], ['connect']], later: [['take process'], ['connect']] },
};

/** What stopping a service is. */
const stoppingBy = ({ first, later }: (typeof WAY)[TransportName]): SpanTree => [
  'POST /v1/trigrams/:trigram/domains/:domain/integration-services/:service/stop',
  [
    ['decide'],
    ['commit audit'],
    [
      'send integration-service.stop',
      [
        ['accept job'],
        ['wait in queue'],
        [
          'process integration-service.stop',
          [
            ['claim'],
            ['commit audit'],
            [
              'script read',
              [
                ...first,
                ...commands('infacmd.sh isp GetServiceStatus', 'infacmd.sh isp Ping', 'infacmd.sh isp ListServices'),
              ],
            ],
            ['script effect stop', [...later, ['check right'], ...commands('infacmd.sh isp DisableService')]],
            ['script verify', [...later, ...commands('pmcmd pingservice')]],
            ['script verify', [...later, ...commands('infacmd.sh isp GetServiceStatus', 'infacmd.sh isp Ping')]],
            ['commit audit'],
            ['record outcome'],
          ],
        ],
      ],
    ],
    ['await end'],
  ],
];

const commands = (...names: string[]): SpanTree[] => names.map((name) => [`run ${name}`]);

/** All that may stand beside a span. */
const KNOWN_ATTRIBUTES = new Set([
  ...['http.request.method', 'http.route', 'http.response.status_code', 'error.type'],
  ...['messaging.system', 'messaging.operation.type', 'messaging.destination.name', 'messaging.message.id'],
  ...['server.address', 'server.port', 'process.executable.name', 'process.exit.code'],
  ...['correlation_id', 'job.id', 'operation', 'kind', 'zone', 'host', 'transport', 'outcome'].map(
    (n) => `etlaas.${n}`,
  ),
  ...['etlaas.command', 'etlaas.command.index'],
]);

describeByTransport('traces', (transport) => {
  let collector: Collector;
  const { stack, api, host, test } = useStack(async () => {
    collector = await Collector.start();
    const headers = `authorization=Bearer ${TOKEN}`;
    const settings = { TRACES_OTLP_URL: collector.url, TRACES_OTLP_HEADERS: headers, LOG_LEVEL: 'debug' };
    return { transport, password: PASSWORD, settings };
  });
  beforeEach(() => {
    collector.mood = 'takes';
  });
  afterAll(() => collector?.stop());

  const spansOf = (traceId: string) => collector.spans.filter((span) => span.traceId === traceId);
  /** The spans of a trace once what is begun first and ends last has come from both processes. */
  const whole = (traceId: string) =>
    waitFor('the request and the job have been told', () => {
      const spans = spansOf(traceId);
      return ['etlaas-api', 'etlaas-worker'].every((name) => spans.some((span) => isRoot(span, name))) && spans;
    });
  const isRoot = ({ service, name }: CollectedSpan, of: string) =>
    service === of && /^(?:GET|POST|DELETE|process) /.test(name);
  const stop = () => routes.change(SERVICE, 'stop');

  test('one job is one trace, under its caller: request, queue, worker, connection, each command', async () => {
    const { traceId, headers } = newTrace();
    const job = await api().run('POST', stop(), { headers });
    const spans = await whole(traceId);
    expect(drawn(treesUnder(spans, CALLER))).toEqual(drawn([stoppingBy(WAY[transport])]));
    const ran = spans.find(({ name }) => name === 'run infacmd.sh isp DisableService');
    expect(ran?.attributes).toMatchObject({ 'process.exit.code': 0, 'etlaas.host': job.target['host'] });
    const delivery = spans.find(({ name }) => name.startsWith('process '));
    expect(delivery?.attributes).toMatchObject({ 'etlaas.job.id': job.id, 'etlaas.outcome': 'succeeded' });
    expect(delivery?.resource).toMatchObject({ 'service.instance.id': 'worker', 'etlaas.zones': [ZONE] });
    for (const event of ['job.decided', 'job.started', 'job.finished', 'request.answered']) {
      expect(stack().audit.of(job.id, event)[0]?.traceparent).toContain(traceId);
    }
    await waitUntil('the log has the trace too', () =>
      ['request answered', 'job ended'].every((message) =>
        stack()
          .processes.everything.split('\n')
          .some((line) => line.includes(message) && line.includes(`"trace_id":"${traceId}"`)),
      ),
    );
  });
  if (transport === 'ansible') return;

  test('a traceparent of another form begins a new trace; one that is not recorded is not', async () => {
    const unrecorded = newTrace('00');
    await api().run('GET', routes.service(SERVICE), { headers: unrecorded.headers });
    const headers = { traceparent: `00-${'0'.repeat(32)}-${CALLER}-01`, prefer: 'wait=20' };
    const answer = await api().ask('GET', routes.service(SERVICE), { headers });
    const [, traceId = ''] = `${answer.headers.get('traceparent')}`.split('-');
    expect(traceId).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
    const spans = await whole(traceId);
    expect(spans.filter(({ parentSpanId }) => !spans.some(({ spanId }) => spanId === parentSpanId))).toHaveLength(1);
    expect(spansOf(unrecorded.traceId)).toEqual([]);
  });

  test('who is told the reading of another has a link to it', async () => {
    host().delay(0.05);
    const [reader, sharer] = [newTrace(), newTrace()];
    const read = ({ headers }: typeof reader) => api().submit('GET', routes.services(), { headers });
    const jobs = [await read(reader), await read(sharer)];
    await Promise.all(jobs.map(({ id }) => api().ended(id)));
    await whole(reader.traceId);
    const shared = await waitFor('the sharing', () =>
      spansOf(sharer.traceId).find(({ name }) => name === 'share reading'),
    );
    const delivery = spansOf(reader.traceId).find(({ name }) => name.startsWith('process '));
    expect(shared.links).toMatchObject([{ traceId: reader.traceId, spanId: delivery?.spanId }]);
  });

  test('no secret, no output and no text of a caller is in any span', async () => {
    const { traceId, headers } = newTrace();
    await api().ask('GET', '/v1/Canary-path', { headers });
    host().behave({ program: 'infacmd', command: 'DisableService', does: 'login-refused' });
    await api().run('POST', `${stop()}&reason=Canary-reason`, { headers });
    await whole(traceId);
    expect(collector.headers.every(({ authorization }) => authorization === `Bearer ${TOKEN}`)).toBe(true);
    const sent = collector.bodies.join('\n');
    const secrets = [
      PASSWORD,
      TOKEN,
      host().technical.encryptedPassword,
      stack().apps.zoneKeys[ZONE],
      `${stack().parts.sshd.privateKey.split('\n')[2]}`,
      (await stack().parts.issuer.tokenFor('operator')).slice(0, 60),
    ];
    for (const secret of [...secrets, 'Canary'])
      expect({ secret, isSent: sent.includes(secret) }).toMatchObject({ isSent: false });
    const names = new Set(collector.spans.flatMap(({ attributes }) => Object.keys(attributes)));
    expect([...names].filter((name) => !KNOWN_ATTRIBUTES.has(name))).toEqual([]);
    expect(stack().processes.everything).not.toContain(TOKEN);
  });

  test('a collector that refuses, says nothing or is away holds nothing up', async () => {
    collector.mood = 'refuses';
    expect((await api().run('POST', stop())).status).toBe('succeeded');
    const dropped = /^etlaas_traces_dropped_spans_total (?!0$)\d+$/m;
    await waitUntil('the loss is counted', async () =>
      dropped.test(await (await fetch(new URL('/metrics', api().origin))).text()),
    );
    await waitUntil('and told', () => stack().worker().log.includes('spans are lost'));
    collector.mood = 'silent';
    expect((await api().run('POST', routes.change(SERVICE, 'start'))).status).toBe('succeeded');
    await collector.stop();
    expect((await api().run('POST', stop())).status).toBe('succeeded');
    const begunAt = performance.now();
    expect(await stack().worker().end()).toMatchObject({ code: 0 });
    expect(performance.now() - begunAt).toBeLessThan(8_000);
  });
});
