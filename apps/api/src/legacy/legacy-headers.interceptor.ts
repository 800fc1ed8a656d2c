import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Observable } from 'rxjs';

/** When these routes were deprecated (RFC 9745 wants a date): the day /v1 was there. */
const DEPRECATED_SINCE = '@1795392000';

/** Tells old callers, politely, where to go. */
@Injectable()
export class LegacyHeaders implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    context
      .switchToHttp()
      .getResponse<FastifyReply>()
      .headers({ deprecation: DEPRECATED_SINCE, link: '</docs>; rel="successor-version"' });
    return next.handle();
  }
}
