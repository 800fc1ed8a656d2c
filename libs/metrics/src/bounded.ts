import { operationsByName } from '#libs/informatica';
import { AppError, CODES } from '#libs/platform';

/** What a label says where it has nothing to say: an empty one would be no label at all. */
export const NONE = 'none';

const UNKNOWN = 'unknown';

/** The name of an operation as a label. Records may come from another release, or from whoever can write to Redis. */
export const operationLabel = (name: string): string => (operationsByName.has(name) ? name : UNKNOWN);

/** A code of our error table as a label. */
export const codeLabel = (code: string): string => (Object.hasOwn(CODES, code) ? code : UNKNOWN);

/** The code of whatever was thrown, as a label. */
export const codeOf = (error: unknown): string => (error instanceof AppError ? error.code : 'INTERNAL');
