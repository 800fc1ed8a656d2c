import type { FastifyInstance } from 'fastify';
import { docsHeaders } from './security-headers.js';
import type { SignIn } from './sign-in.js';

/** The page itself: what it loads has no say, and must not wait for the provider each time. */
const PAGE = /^\/docs(?:\/(?:index\.html)?)?(?:\?|$)/;

/** Lets Swagger UI fetch tokens where the provider says that they are given out; where it says nothing, from us only. */
export function allowSignIn(fastify: FastifyInstance, signIn: SignIn): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!PAGE.test(request.url)) return done();
    void signIn.find().then((place) => {
      if (place) reply.headers(docsHeaders([new URL(place.tokenUrl).origin]));
      done();
    });
  });
}
