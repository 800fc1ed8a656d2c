import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { CallerGrants, isOps } from '#libs/permission';
import { AppError } from '#libs/platform';
import { OPS_ONLY, PUBLIC } from './access.decorators.js';
import { Authenticator, type IncomingRequest } from './authenticator.js';
import type { Caller } from './caller.js';
import { isReading } from './scope-rules.js';

/**
 * The one guard of all routes: a token is needed unless the route says `@Public()`; `@OpsOnly()` needs the ops group too.
 *
 * The token's scopes must allow the method. Puts the caller into `request.caller`. Permission on a trigram or domain is not decided here.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly grants: CallerGrants,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const isForOps = this.says(OPS_ONLY, context);
    if (!isForOps && this.says(PUBLIC, context)) return true;
    const http = context.switchToHttp();
    const request = http.getRequest<IncomingRequest>();
    const caller = await this.authenticator.callerOf(request, http.getResponse());
    if (isForOps) await assertOps(this.grants, caller, request.method);
    return true;
  }

  private says(mark: symbol, context: ExecutionContext): boolean {
    return this.reflector.getAllAndOverride<boolean>(mark, [context.getHandler(), context.getClass()]) === true;
  }
}

/**
 * Throws `PERMISSION_DENIED` when the caller is not in the ops group, `DIRECTORY_UNAVAILABLE` when nobody can say.
 *
 * While the directory is away an old answer serves where the method only reads, as everywhere.
 */
export async function assertOps(grants: CallerGrants, caller: Caller, method: string): Promise<void> {
  if (isOps(await grants.of(caller.login, isReading(method) ? 'read' : 'change'))) return;
  throw new AppError('PERMISSION_DENIED', 'Only members of the ops group may do this.');
}
