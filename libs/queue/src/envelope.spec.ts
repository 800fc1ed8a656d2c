import { describe, expect, it } from '@jest/globals';
import { Secret } from '#libs/platform';
import { type Envelope, openEnvelope, sealEnvelope } from './envelope.js';
import { aJob } from './testing/a-job.js';

const keys = new Map([
  ['docker', new Secret('d'.repeat(32))],
  ['vm', new Secret('v'.repeat(32))],
]);
const job = { ...aJob(), notAfter: '2026-01-01T00:00:00.000Z' };
const sealed = sealEnvelope(job, keys);
const edited = (change: (job: string) => string): Envelope => ({ ...sealed, job: change(sealed.job) });

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
    ['another host', edited((text) => text.replace('a.socgen', 'b.socgen'))],
    ['no signature', { ...sealed, mac: undefined }],
    ['an empty signature', { ...sealed, mac: '' }],
    ['a signature of zeros', { ...sealed, mac: '0'.repeat(64) }],
    ['a signature of another length', { ...sealed, mac: sealed.mac.slice(2) }],
    ['another version', { ...sealed, v: 2 }],
    ['no envelope at all', { service: 'INT_A' }],
    ['null', null],
    ['a queue of another zone', sealed, 'vm'],
    ['a zone without a key', sealed, 'moon'],
    ['another Bull id (a replay)', sealed, 'docker', aJob().id],
  ])('refuses %s', (_what, data, zone = 'docker', id = job.id) => {
    expect(() => openEnvelope(data, zone, id, keys)).toThrow(expect.objectContaining({ code: 'ENVELOPE_REFUSED' }));
  });

  it('signed for a zone by the key of another zone is refused', () => {
    const swapped = new Map([['docker', new Secret('v'.repeat(32))]]);
    expect(() => openEnvelope(sealEnvelope(job, swapped), 'docker', job.id, keys)).toThrow('signature');
  });
});
