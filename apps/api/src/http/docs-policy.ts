import type { FastifyInstance } from 'fastify';
import { docsHeaders, isDocsPage } from './security-headers.js';
import type { SignIn } from './sign-in.js';

/** Lets Swagger UI fetch tokens where the provider says that they are given out; where it says nothing, from us only. */
export function allowSignIn(fastify: FastifyInstance, signIn: SignIn): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!isDocsPage(request.url)) return done();
    void signIn.find().then((place) => {
      if (place) reply.headers(docsHeaders([new URL(place.tokenUrl).origin]));
      done();
    });
  });
}
