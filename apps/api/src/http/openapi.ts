import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { VERSION } from '#libs/platform';
import type { ApiSettings } from '../settings.js';

const DISCOVERY_TIMEOUT_MS = 2_000;

const DESCRIPTION = `Self-service operations over Informatica PowerCenter.

Every operation is queued and answered with **202** and a job. Read the job at its \`links.self\`: poll it, wait for it
(\`Prefer: wait=20\`) or follow its events. Failures are \`application/problem+json\`.`;

interface Endpoints {
  authorization_endpoint?: string;
  token_endpoint?: string;
}

/** Serves Swagger UI at /docs and the OpenAPI 3.1 document at /docs-json. */
export async function serveDocs(app: NestFastifyApplication, settings: ApiSettings): Promise<void> {
  const endpoints = await discover(settings.OIDC_ISSUER);
  const document = () => mend(SwaggerModule.createDocument(app, describe(endpoints), { autoTagControllers: false }));
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'docs-json',
    customSiteTitle: 'etlaas',
    swaggerOptions: {
      persistAuthorization: true,
      displayRequestDuration: true,
      tagsSorter: 'alpha',
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

function describe({ authorization_endpoint, token_endpoint }: Endpoints) {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('etlaas')
    .setDescription(DESCRIPTION)
    .setVersion(VERSION)
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'token')
    .addSecurityRequirements('token');
  if (authorization_endpoint && token_endpoint) {
    builder
      .addOAuth2(
        {
          type: 'oauth2',
          flows: {
            authorizationCode: {
              authorizationUrl: authorization_endpoint,
              tokenUrl: token_endpoint,
              scopes: { openid: 'who you are', profile: 'your account' },
            },
          },
        },
        'sign-in',
      )
      .addSecurityRequirements('sign-in');
  }
  return builder.build();
}

/** @nestjs/swagger 12 puts the `required` of an array of arrays into its items, where JSON Schema wants a list of names. */
function mend(document: OpenAPIObject): OpenAPIObject {
  for (const schema of Object.values(document.components?.schemas ?? {})) {
    const properties = Object.values('properties' in schema ? (schema.properties ?? {}) : {});
    for (const property of properties) {
      const items = 'items' in property ? property.items : undefined;
      if (items && 'required' in items && !Array.isArray(items.required)) delete items.required;
    }
  }
  return document;
}

/** Where people sign in. A provider that is down must not keep the API down: then the page takes pasted tokens only. */
async function discover(issuer: string): Promise<Endpoints> {
  try {
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const answer = await fetch(address, { signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS), redirect: 'error' });
    return answer.ok ? ((await answer.json()) as Endpoints) : {};
  } catch {
    return {};
  }
}
