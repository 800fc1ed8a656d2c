import { Matches, ValidateBy } from 'class-validator';

const INSTANT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?Z$/;

/** February has no 30th: what JavaScript reads as another day is no instant. */
function isInstant(value: unknown): boolean {
  const [, seconds] = (typeof value === 'string' && INSTANT.exec(value)) || [];
  const ms = Date.parse(String(value));
  return seconds !== undefined && Number.isFinite(ms) && new Date(ms).toISOString().startsWith(seconds);
}

/** A class-validator rule: an RFC 3339 instant in UTC. A + of another offset would be read as a space in a query. */
export const IsInstant = (): PropertyDecorator =>
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: isInstant,
      defaultMessage: () => '$property must be an RFC 3339 instant in UTC, such as 2026-01-10T20:15:00Z',
    },
  });

/** A class-validator rule: text for people and logs, without control and format characters, neither empty nor long. */
export const IsPlainText = (maxLength: number): PropertyDecorator =>
  Matches(new RegExp(`^(?! )[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]{1,${maxLength}}(?<! )$`, 'u'), {
    message: `$property must be 1 to ${maxLength} printable characters, without spaces at its ends`,
  });

/** A flag of a query, which may stand there alone; anything but a flag stays what it is, for its rule to refuse. */
export const toFlag = (value: unknown): unknown =>
  value === 'true' || value === '' ? true : value === 'false' ? false : value;
