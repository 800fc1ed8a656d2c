import { ApiExtension } from '@nestjs/swagger';
import type { ErrorCode } from '#libs/platform';
import { CODES_OF_ROUTE } from '../document/refusals.js';

/**
 * Documents what a route refuses, by code, beside what every route of its kind refuses (`refusals.ts`): statuses, headers
 * and examples follow from that.
 */
export const problems = (...codes: ErrorCode[]): MethodDecorator => ApiExtension(CODES_OF_ROUTE, codes);
