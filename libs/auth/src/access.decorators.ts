import { type CustomDecorator, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { AppError } from '#libs/platform';
import type { IncomingRequest } from './authenticator.js';
import type { Caller } from './caller.js';

export const PUBLIC = Symbol('public');
export const OPS_ONLY = Symbol('ops only');

/** Lets a route or a controller be used without a token. */
export const Public = (): CustomDecorator<symbol> => SetMetadata(PUBLIC, true);

/** Keeps a route or a controller for members of the ops group; wins over `Public`. */
export const OpsOnly = (): CustomDecorator<symbol> => SetMetadata(OPS_ONLY, true);

/** The caller as a parameter of a handler. On a public route there is none: `UNAUTHENTICATED`. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<IncomingRequest>();
  if (!caller) throw new AppError('UNAUTHENTICATED', 'This needs an access token.');
  return caller;
});
