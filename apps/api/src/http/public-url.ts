import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The address under which callers reach us: the setting, else what the request was sent to. */
@Injectable()
export class PublicUrl {
  constructor(private readonly configured?: string) {}

  of(request: FastifyRequest): string {
    return this.configured?.replace(/\/$/, '') ?? `${request.protocol}://${request.host}`;
  }
}
