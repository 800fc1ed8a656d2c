import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { CHAIN_BEGIN, linked } from './chain.js';
import { beginRecord, repairRecord, sealRecord } from './chain-records.js';
import type { AuditEvent } from './events.js';
import { configurationRecord, processRecord } from './process-records.js';
import { toRecord, toText } from './record.js';
import { KEYS } from './testing/audit-ground.js';

const schema = JSON.parse(readFileSync('libs/audit/audit-record.v2.schema.json', 'utf8'));
const validate = new Ajv2020({ strictTypes: false, strictRequired: false, allErrors: true }).compile(schema);

const common = { correlation_id: 'c-1', response_message: 'x' };
const subject = { login: 'mae-batch', client_id: null };
const target = {
  trigram: 'MAE',
  domain: 'DOM_MAE',
  environment: 'Development',
  host: 'a',
  zone: 'docker',
  service: 'S',
};
const job = { ...common, job_id: 'j-1', operation: 'integration-service.stop', subject, target, reason: 'CHG1' };
const mac = 'a'.repeat(64);
const decision = {
  allowed: true,
  reason: 'owner',
  rule: { kind: 'owner', trigram: 'MAE', source: 'GCR.csv:2', group: 'ETL_MAE' },
  files: { 'GCR.csv': mac },
};
const before = { chain: '0123456789abcdef', seq: 3, mac };
const refusal = { hash: mac, faults: ['GCR.csv:2: x'] };

/** One of each kind, with all that it may have. */
const EXAMPLES: AuditEvent[] = [
  {
    event: 'request.answered',
    ...common,
    response_http_code: 202,
    source_ip: '::1',
    traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    subject,
    target,
    decision,
    job_id: 'j-1',
    details: { method: 'POST', path: '/v1', validateOnly: true },
  },
  { event: 'job.decided', ...job, decision, details: { operation: job.operation } },
  { event: 'job.started', ...job, details: { isRedelivery: false } },
  { event: 'job.doubted', ...job, decision, details: { code: 'OUTCOME_UNKNOWN' } },
  {
    event: 'job.finished',
    ...job,
    outcome: 'failed',
    decision,
    details: { code: 'A', answeredBy: 'b', sharedFrom: 'c' },
  },
  { event: 'job.refused', ...job, outcome: 'revoked', decision, details: { code: 'PERMISSION_REVOKED' } },
  { event: 'job.cancelled', ...job, outcome: 'taken back', decision },
  { event: 'callback.delivered', ...job, outcome: 'delivered', details: { receiver: 'ops.example', status: 204 } },
  { event: 'callback.given-up', ...job, outcome: 'given-up', details: { receiver: 'ops.example' } },
  configurationRecord({ name: 'GCR.csv', hash: mac }),
  configurationRecord({ name: 'GCR.csv', hash: mac, refusal }),
  processRecord('process.started'),
  processRecord('process.stopped'),
  { event: 'session.opened', ...common, subject, source_ip: '10.0.0.1' },
  { event: 'session.closed', ...common, subject, details: { reason: 'signed out' } },
  { event: 'session.refused', ...common, source_ip: '10.0.0.1', details: { code: 'UNAUTHENTICATED' } },
  { event: 'board.viewed', ...common, subject, details: { queue: 'docker' } },
  {
    event: 'board.acted',
    ...common,
    subject,
    decision,
    job_id: 'b',
    details: { queue: 'a', job: 'b', action: 'retry', allowed: false },
  },
  { event: 'audit.resumed', ...common, details: { lostRecords: 2 } },
  repairRecord('w~0123456789abcdef~000000000001.jsonl', 15),
  beginRecord(before.chain, 'no segment was there'),
  beginRecord(before.chain, 'the last record could not be verified', before),
  sealRecord(1, 3),
  {
    event: 'segment.removed',
    ...common,
    details: { writer: 'api-1', chain: before.chain, first: 1, last: 3, mac, removedFrom: 1 },
  },
];

const lineOf = (event: AuditEvent): Record<string, unknown> => {
  const id = '00000000-0000-4000-8000-000000000000';
  const text = toText(toRecord(event, { app: 'api', writer: 'api-1' }, id, new Date()));
  return JSON.parse(linked(text, CHAIN_BEGIN, KEYS).line);
};

/** What the schema has against a line. */
const faultsOf = (line: Record<string, unknown>): string[] =>
  validate(line) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);

describe('the schema of audit records', () => {
  it.each(EXAMPLES)('takes $event', (event) => expect(faultsOf(lineOf(event))).toEqual([]));

  it('has an example of each event here', () => {
    const events = EXAMPLES.map(({ event }) => event);
    expect([...new Set(events)].sort()).toEqual([...schema.properties.event.enum].sort());
  });

  it.each(EXAMPLES)('takes nothing more in $event', (event) => {
    expect(faultsOf({ ...lineOf(event), password: 'x' })).not.toEqual([]);
    if (event.event.startsWith('session.')) return;
    expect(
      faultsOf({ ...lineOf(event), details: { ...(lineOf(event)['details'] as object), output: 'x' } }),
    ).not.toEqual([]);
  });

  it.each(['v', 'id', 'ts', 'writer', 'event', 'correlation_id', 'details', 'seq', 'kid', 'prev', 'mac'])(
    'misses %s',
    (member) => {
      const { [member]: _, ...others } = lineOf(processRecord('process.started'));
      expect(faultsOf(others)).not.toEqual([]);
    },
  );

  it.each(['subject', 'target', 'decision', 'job_id', 'operation'])('misses %s in a decision', (member) => {
    const { [member]: _, ...others } = lineOf({ event: 'job.decided', ...job, decision, details: { operation: 'x' } });
    expect(faultsOf(others)).not.toEqual([]);
  });

  it('takes what belongs to another event for a fault', () => {
    expect(faultsOf({ ...lineOf(processRecord('process.started')), outcome: 'succeeded' })).not.toEqual([]);
  });
});
