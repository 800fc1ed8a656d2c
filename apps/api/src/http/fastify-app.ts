import type { RequestListener } from 'node:http';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest, RawServerDefault } from 'fastify';
import { AppError } from '#libs/platform';
import type { Tls } from '../tls/tls.js';

const BODY_LIMIT_BYTES = 16_384;
const HEADER_LIMIT_BYTES = 16_384;
const HTTP_LIMITS = { headersTimeout: 10_000, connectionsCheckingInterval: 5_000, maxHeaderSize: HEADER_LIMIT_BYTES };
const REQUEST_LIMITS = { requestTimeout: 30_000, keepAliveTimeout: 5_000 };
const MAX_REQUESTS_PER_SOCKET = 1_000;
/** Deeper than any body we read. Whatever walks through a deeper one would run out of stack. */
const MAX_DEPTH = 8;
/** Longer than any name we accept, so that a long one is refused by its rule and not as an unknown route. */
const MAX_PARAM_LENGTH = 1_000;

/** What the edge of the app is told. */
export interface EdgeOptions {
  /** Answers a request that the router refuses by itself. */
  refuseAddress: (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;
  /** Answers what is no request at all. */
  answerClientError: (error: NodeJS.ErrnoException, socket: Socket) => void;
  /** How many proxies of ours stand before us. */
  trustedHops: number;
  /** Speaks TLS; without it plain HTTP is spoken. */
  tls?: Tls | undefined;
}

/** Fastify with the limits of an API that is open to a whole bank. */
export function createAdapter({ refuseAddress, answerClientError, trustedHops, tls }: EdgeOptions): FastifyAdapter {
  const adapter = new FastifyAdapter<RawServerDefault>({
    bodyLimit: BODY_LIMIT_BYTES,
    ...REQUEST_LIMITS,
    // A connection that was open before the end may bring one request more: it is answered as any other, and closed then.
    return503OnClosing: false,
    maxRequestsPerSocket: MAX_REQUESTS_PER_SOCKET,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: MAX_PARAM_LENGTH },
    // A bare number would trust nobody: Fastify cannot know that only our proxies can reach us. Operations must see to it.
    trustProxy: trustedHops > 0 && ((_address: string, hop: number) => hop < trustedHops),
    frameworkErrors: refuseAddress,
    clientErrorHandler: answerClientError,
    http: HTTP_LIMITS,
    ...(tls && { serverFactory: (handler: RequestListener) => tlsServer(tls, handler) }),
  });
  const fastify: FastifyInstance = adapter.getInstance();
  fastify.server.maxConnections = 1_000;
  parseBodies(fastify);
  return adapter;
}

/** Not by Fastify's own `https`: for `localhost` it makes a second server, which nobody would tell of a new certificate. */
function tlsServer(tls: Tls, handler: RequestListener): Server {
  const server = tls.createServer({ ...HTTP_LIMITS, ...REQUEST_LIMITS }, handler);
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_SOCKET;
  return server;
}

/** JSON everywhere; a form only where old callers send one, and where a page of ours has one. An empty body is an empty object. */
function parseBodies(fastify: FastifyInstance): void {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') return done(null, {});
    parseJson(request, body as string, (fault, parsed) => {
      if (fault || !isDeep(parsed, MAX_DEPTH)) done(fault, parsed);
      else done(new AppError('MALFORMED_BODY', `The body is nested more than ${MAX_DEPTH} deep.`));
    });
  });
  fastify.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (request, body, done) => {
    if (takesForm(request)) done(null, Object.fromEntries(new URLSearchParams(body as string)));
    else done(new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.'));
  });
}

const isDeep = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((member) => isDeep(member, levels - 1)));

const takesForm = ({ url }: FastifyRequest): boolean => url.startsWith('/informatica/') || url === '/sign-out';
