import { ValidateBy } from 'class-validator';

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
