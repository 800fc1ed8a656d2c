import { describe, expect, it } from '@jest/globals';
import { Refusal } from '#libs/audit';
import { AppError } from '#libs/platform';
import { withOldNames } from './legacy-request.js';

const errors = [{ parameter: 'domain', detail: 'must be known' }];
const thrownBy = (error: unknown): Promise<unknown> =>
  withOldNames(() => Promise.reject(error)).catch((thrown: unknown) => thrown);

describe('withOldNames', () => {
  it('renames what a fault is about', async () => {
    const fault = new AppError('VALIDATION_FAILED', 'Wrong.', { errors });
    expect(await thrownBy(fault)).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ parameter: 'Domain name' }] });
  });

  it('keeps the decision behind a refusal for the record', async () => {
    const decision = { allowed: true, reason: 'owner MAE', files: { 'GCR.csv': 'g1' } };
    const refusal = new Refusal({ code: 'HOST_NOT_IN_DOMAIN', message: 'Wrong.', errors }, decision);
    const thrown = await thrownBy(refusal);
    expect(thrown).toBeInstanceOf(Refusal);
    expect(thrown).toMatchObject({ code: 'HOST_NOT_IN_DOMAIN', decision });
  });
});
