import { Matches } from 'class-validator';

/** A class-validator rule: text for people and logs, without control and format characters, neither empty nor long. */
export const IsPlainText = (maxLength: number): PropertyDecorator =>
  Matches(new RegExp(`^(?! )[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]{1,${maxLength}}(?<! )$`, 'u'), {
    message: `$property must be 1 to ${maxLength} printable characters, without spaces at its ends`,
  });

/** A flag of a query, which may stand there alone; anything but a flag stays what it is, for its rule to refuse. */
export const toFlag = (value: unknown): unknown =>
  value === 'true' || value === '' ? true : value === 'false' ? false : value;

/** An integer of a query; anything else stays what it is, for its rule to refuse. */
export const toInteger = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
