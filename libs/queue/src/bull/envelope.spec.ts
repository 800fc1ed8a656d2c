import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Secret } from '#libs/platform';
import { aJob } from '../testing/a-job.js';
import { ENVELOPE_VERSION, type Envelope, openEnvelope, sealEnvelope } from './envelope.js';
import { LeftToOthers } from './left-to-others.js';

const keys = new Map([
  ['docker', [new Secret('d'.repeat(32))]],
  ['vm', [new Secret('v'.repeat(32))]],
]);
const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const job = { ...aJob(), traceparent, notAfter: '2026-01-01T00:00:00.000Z' };
const sealed = sealEnvelope(job, keys);
const edited = (change: (job: string) => string): Envelope => ({ ...sealed, job: change(sealed.job) });

/** Byte for byte what an API before traces put on the queue of zone docker. */
const RECORDED: Envelope = {
  v: 1,
  job: '{"id":"0d7c1a52-9f63-4e0a-8a44-0d6b1f2f7a10","operation":"integration-service.stop","kind":"change","input":{"service":"INT_A"},"target":{"trigram":"MAE","domain":"DOM_A","environment":"Development","host":"a.socgen","zone":"docker","service":"INT_A"},"requestedBy":{"subject":"alice","login":"alice"},"correlationId":"correlation-1","notAfter":"2026-01-01T00:00:00.000Z","fence":"1767225600000000"}',
  mac: '12091a838f58802415d10c732eba9c1df277b8848be875d6e8e48cba1ff92748',
};

describe('an envelope of another release', () => {
  it('that knows no traces is opened', () => {
    const opened = openEnvelope(RECORDED, 'docker', '0d7c1a52-9f63-4e0a-8a44-0d6b1f2f7a10', keys);
    expect(opened).toEqual(JSON.parse(RECORDED.job));
    expect(opened.traceparent).toBeUndefined();
  });

  it('that knows no traces opens ours: version and signature are made as they were', () => {
    const mac = createHmac('sha256', 'd'.repeat(32)).update('etlaas:1:docker\n').update(sealed.job).digest('hex');
    expect([sealed.v, sealed.mac]).toEqual([1, mac]);
    expect(JSON.parse(sealed.job)).toEqual(job);
  });
});

describe('an envelope of a newer version', () => {
  const v = ENVELOPE_VERSION + 1;
  const newer = (changes: object = {}, signedFor = 'docker') => {
    const text = JSON.stringify({ ...job, onlyIf: 'Disabled', ...changes });
    const mac = createHmac('sha256', 'd'.repeat(32)).update(`etlaas:${v}:${signedFor}\n`).update(text).digest('hex');
    return { v, job: text, mac };
  };

  it('is genuine, and left to a worker that can run it', () => {
    expect(() => openEnvelope(newer(), 'docker', job.id, keys)).toThrow(
      new LeftToOthers('its envelope is of version 2'),
    );
  });

  it.each([
    ['is signed as one of ours', { ...newer(), mac: sealed.mac }],
    ['was edited', { ...newer(), job: newer({ id: aJob().id }).job }],
    ['calls itself ours', { ...newer(), v: ENVELOPE_VERSION }],
    ['is of another zone', newer({ target: { ...job.target, zone: 'vm' } })],
    ['was queued under another id', newer({ id: aJob().id })],
    ['has a version that is none', { ...newer(), v: '2' }],
  ])('is refused where it %s', (_, data) => {
    expect(() => openEnvelope(data, 'docker', job.id, keys)).toThrow(
      expect.objectContaining({ code: 'ENVELOPE_REFUSED' }),
    );
  });
});

describe('an envelope', () => {
  it('is opened as it was sealed', () => {
    expect(openEnvelope(sealed, 'docker', job.id, keys)).toEqual(job);
  });

  it('cannot be sealed without the key of the zone', () => {
    const elsewhere = { ...job, target: { ...job.target, zone: 'moon' } };
    expect(() => sealEnvelope(elsewhere, keys)).toThrow(expect.objectContaining({ code: 'INTERNAL' }));
  });

  it.each<[string, unknown, string?, string?]>([
    ['an edited service', edited((text) => text.replace('INT_', 'INTX_'))],
    ['a later notAfter', edited((text) => text.replace('2026-01-01', '2027-01-01'))],
    ['another trace', edited((text) => text.replace('aaaa', 'bbbb'))],
    ['another host', edited((text) => text.replace('a.socgen', 'b.socgen'))],
    ['no signature', { ...sealed, mac: undefined }],
    ['an empty signature', { ...sealed, mac: '' }],
    ['a signature of zeros', { ...sealed, mac: '0'.repeat(64) }],
    ['a signature of another length', { ...sealed, mac: sealed.mac.slice(2) }],
    ['another version', { ...sealed, v: 2 }],
    ['a version that is opened no longer', { ...sealed, v: 0 }],
    ['no envelope at all', { service: 'INT_A' }],
    ['null', null],
    ['a queue of another zone', sealed, 'vm'],
    ['a zone without a key', sealed, 'moon'],
    ['another Bull id (a replay)', sealed, 'docker', aJob().id],
  ])('refuses %s', (_what, data, zone = 'docker', id = job.id) => {
    expect(() => openEnvelope(data, zone, id, keys)).toThrow(expect.objectContaining({ code: 'ENVELOPE_REFUSED' }));
  });

  it('signed for a zone by the key of another zone is refused', () => {
    const swapped = new Map([['docker', [new Secret('v'.repeat(32))]]]);
    expect(() => openEnvelope(sealEnvelope(job, swapped), 'docker', job.id, keys)).toThrow('signature');
  });

  it('is opened by each key of the zone while they change, and sealed by the first', () => {
    const [old, young] = [new Secret('d'.repeat(32)), new Secret('e'.repeat(32))];
    const of = (...own: Secret[]) => new Map([['docker', own]]);
    const sealedByYoung = sealEnvelope(job, of(young, old));
    for (const [envelope, keysOfZone] of [
      [sealed, of(young, old)],
      [sealed, of(old, young)],
      [sealedByYoung, of(old, young)],
    ] as const)
      expect(openEnvelope(envelope, 'docker', job.id, keysOfZone)).toEqual(job);
    expect(() => openEnvelope(sealedByYoung, 'docker', job.id, of(old))).toThrow('signature');
    expect(() => openEnvelope(sealed, 'docker', job.id, of(young))).toThrow('signature');
  });
});
