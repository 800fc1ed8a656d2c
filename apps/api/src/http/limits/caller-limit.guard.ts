import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ApiRequest } from '../api-request.js';
import type { CallerLimits } from './caller-limits.js';

/** Limits every route that needs a token. Must come after the guard that finds out who calls. */
export class CallerLimitGuard implements CanActivate {
  constructor(private readonly limits: CallerLimits) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const request = http.getRequest<Partial<ApiRequest>>();
    if (request.caller) this.limits.admit(request as ApiRequest, http.getResponse<FastifyReply>());
    return true;
  }
}
