import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DeliveryFault } from './batch.js';
import { DeliveryNotes } from './delivery-notes.js';
import { aBatch } from './testing/batches.js';
import { LATER, REFUSED, TestLake } from './testing/test-lake.js';

const [own, other] = [{ writer: 'own' }, { writer: 'other' }];

let logger: { warn: jest.Mock; error: jest.Mock; info: jest.Mock };
let notes: DeliveryNotes;

beforeEach(() => {
  logger = { warn: jest.fn(), error: jest.fn(), info: jest.fn() };
  notes = new DeliveryNotes(new TestLake(), logger as never);
});

describe('the fault of a lane', () => {
  it('is not over because another goes well', () => {
    notes.failed(other, LATER);
    notes.taken(aBatch(1, 2, 'own'));
    expect(notes.fault?.message).toBe('the lake is down');
    expect(logger.info).not.toHaveBeenCalled();
    notes.taken(aBatch(1, 2, 'other'));
    expect(notes.fault).toBeUndefined();
    expect(logger.info).toHaveBeenCalledTimes(1);
  });

  it('is not hidden by a later one of another that mends itself', () => {
    notes.failed(other, REFUSED);
    notes.failed(own, LATER);
    expect(notes.fault).toBe(REFUSED);
    notes.over(other);
    expect(notes.fault).toBe(LATER);
  });

  it('is logged once, however the lanes take turns', () => {
    for (let times = 0; times < 3; times++) {
      notes.failed(own, LATER);
      notes.failed(other, REFUSED);
    }
    expect([logger.warn.mock.calls.length, logger.error.mock.calls.length]).toEqual([1, 1]);
    expect(logger.error.mock.calls[0]?.[0]).toMatchObject({ writer: 'other' });
  });

  it('is over in these words only, where they are given', () => {
    notes.failed(own, LATER);
    notes.over(own, 'something else');
    expect(notes.fault).toBe(LATER);
    notes.over(own, LATER.message);
    expect(notes.fault).toBeUndefined();
  });

  it('is never put down to the sink where it is of our own disk', () => {
    const full = Object.assign(new Error('/secret/path'), { code: 'ENOSPC' });
    expect(notes.failed(own, full).message).toBe('audit files cannot be read or written (ENOSPC)');
  });
});

it('damage stays while the other chains of its writer are delivered', () => {
  const damage = new DeliveryFault('refused', 'x.jsonl is not as delivery left it');
  notes.damaged('own', [damage]);
  notes.taken(aBatch(1, 2, 'own'));
  expect(notes.fault).toBe(damage);
  notes.damaged('own', []);
  expect(notes.fault).toBeUndefined();
});
