import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import type { SignInPlace } from '#libs/auth';
import { ProblemView } from '../jobs/job.view.js';
import type { ApiSettings } from '../settings.js';
import { allowSignIn } from './docs-policy.js';
import { completeDocument } from './document/complete-document.js';
import { describeApi } from './document/describe-api.js';
import { transportSecurityBy } from './security-headers.js';
import { SignIn, withSignIn } from './sign-in.js';

/** What the browser has, where `tellRedirect` runs. */
declare const window: { location: { origin: string }; ui: { getConfigs(): { oauth2RedirectUrl: string } } };

/**
 * Runs in the browser, as text. Swagger UI takes the address for the code from its own, and without a slash at its end
 * that of /docs is the wrong one. The origin is known to the browser only: we may stand behind any proxy.
 */
const tellRedirect = (): void => {
  window.ui.getConfigs().oauth2RedirectUrl = `${window.location.origin}/docs/oauth2-redirect.html`;
};

const DOCUMENT = '/docs-json';

/** Swagger UI fetches a document where it is given an empty one. */
const NO_DOCUMENT = {} as OpenAPIObject;

/** Serves Swagger UI at /docs and the OpenAPI 3.1 document at /docs-json. */
export function serveDocs(app: NestFastifyApplication, settings: ApiSettings): void {
  const signIn = new SignIn(settings.OIDC_ISSUER);
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  allowSignIn(fastify, signIn);
  const textFor = documentTexts(app, settings);
  fastify.get(DOCUMENT, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(textFor(await signIn.find())),
  );
  // The page fetches the document: with it inside, its script would be made anew for each visitor.
  SwaggerModule.setup('docs', app, NO_DOCUMENT, {
    swaggerUrl: DOCUMENT,
    raw: false,
    customSiteTitle: 'etlaas',
    swaggerOptions: {
      persistAuthorization: true,
      displayRequestDuration: true,
      tagsSorter: 'alpha',
      onComplete: tellRedirect,
      initOAuth: {
        clientId: settings.SWAGGER_UI_OAUTH_CLIENT_ID,
        realm: settings.SWAGGER_UI_OAUTH_REALM,
        appName: settings.SWAGGER_UI_OAUTH_APP_NAME,
        scopes: ['openid', 'profile'],
        usePkceWithAuthorizationCodeGrant: true,
      },
    },
  });
}

/**
 * The document as text, made once for each answer about the sign-in: everybody may ask for it, and making it takes longer
 * than most requests.
 */
function documentTexts(app: NestFastifyApplication, settings: ApiSettings): (place?: SignInPlace) => string {
  const texts = new Map<SignInPlace | undefined, string>();
  let document: OpenAPIObject | undefined;
  return (place) => {
    document ??= makeDocument(app, settings);
    const text = texts.get(place) ?? JSON.stringify(withSignIn(document, place, settings.SWAGGER_UI_OAUTH_IMPLICIT));
    texts.set(place, text);
    return text;
  };
}

const makeDocument = (app: NestFastifyApplication, settings: ApiSettings): OpenAPIObject =>
  completeDocument(
    SwaggerModule.createDocument(app, describeApi(), { autoTagControllers: false, extraModels: [ProblemView] }),
    transportSecurityBy(settings),
  );
