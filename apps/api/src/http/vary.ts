import type { FastifyReply } from 'fastify';

/** Says that an answer depends on one more request header, whatever it depends on already. */
export function addVary(reply: FastifyReply, name: string): void {
  const known = reply.getHeader('vary');
  reply.header('vary', known === undefined ? name : `${known}, ${name}`);
}
