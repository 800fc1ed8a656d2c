import { Matches, ValidateBy } from 'class-validator';
import { findEnvironment, TRIGRAM } from '#libs/permission';

const ANY_CASE_TRIGRAM = new RegExp(TRIGRAM.source, 'i');

/** A class-validator rule: a trigram, in any case. */
export const IsTrigram = (): PropertyDecorator =>
  Matches(ANY_CASE_TRIGRAM, { message: '$property must be three letters or digits, a letter first' });

/** A class-validator rule: an environment, in any case. */
export const IsEnvironment = (): PropertyDecorator =>
  ValidateBy({
    name: 'isEnvironment',
    validator: {
      validate: (value) => typeof value === 'string' && findEnvironment(value) !== undefined,
      defaultMessage: () => '$property must be Development, Homologation or Production',
    },
  });
