import { stringify } from 'csv-stringify/sync';
import type { ReviewedPermission } from '#libs/permission';

const COLUMNS = [
  'account',
  'trigram',
  'domain',
  'environment',
  'level',
  'group',
  'rule',
  'kind',
  'carries',
  'owner',
  'expires',
] as const satisfies (keyof ReviewedPermission)[];

/**
 * Permissions as CSV (RFC 4180), for people who confirm or withdraw them: who may do what, through which group, by which
 * row of GCR.csv, of which kind, the trigram that the group carries, who answers for the row and its last day. Members of
 * the ops group have a row of their own, of kind and level `ops`, with `*` for the place.
 *
 * Names come from the directory: what a spreadsheet would take for a formula gets an apostrophe before it.
 */
export const permissionsAsCsv = (permissions: readonly ReviewedPermission[]): string =>
  stringify([...permissions], {
    header: true,
    columns: [...COLUMNS],
    escape_formulas: true,
    record_delimiter: '\r\n',
  });
