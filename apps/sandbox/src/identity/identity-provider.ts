import { generateKeyPair, type JsonWebKey, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { type Configuration, errors, interactionPolicy, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { accountsOf, BROWSER_CLIENT, secretOf } from '../accounts.js';
import { serveSignIn, signInPath } from './sign-in.js';
import { AUDIENCE } from './start.js';

/** How a client may ask for that audience (RFC 8707 wants an absolute URI); who asks for none gets it too. */
const RESOURCE = 'urn:etlaas';
const RESOURCE_SCOPE = 'openid profile etlaas';
const LIFETIME_S = 3_600;

/** Where the provider stands and whom it serves. */
export interface IdentityOptions {
  issuer: string;
  /** Where the API's pages are shown: it may sign people in there, and its Swagger UI may fetch tokens. */
  portals: readonly string[];
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Makes the OpenID provider, with a key of its own that lives as long as it. */
export async function makeIdentityProvider(options: IdentityOptions): Promise<Handler> {
  const provider = new Provider(options.issuer, {
    ...configuration(options),
    jwks: { keys: [await makeSigningKey()] },
  });
  const serveProtocol = provider.callback();
  const serveForm = serveSignIn(provider);
  return (request, response) => {
    forgetSession(request);
    void (request.url?.startsWith(signInPath('')) ? serveForm(request, response) : serveProtocol(request, response));
  };
}

/** Without this a browser could never change from one person to the other: who has signed in is not asked again. */
function forgetSession({ headers }: IncomingMessage): void {
  const kept = headers.cookie?.split(/; */).filter((cookie) => !cookie.startsWith('_session'));
  if (kept) headers.cookie = kept.join('; ');
}

async function makeSigningKey(): Promise<JsonWebKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomBytes(8).toString('hex'), alg: 'RS256', use: 'sig' };
}

const configuration = ({ portals }: IdentityOptions): Configuration => ({
  clients: clients(portals),
  clientBasedCORS: (_ctx, origin) => portals.includes(origin),
  scopes: ['openid', 'profile'],
  claims: { openid: ['sub'], profile: ['name', 'login_ad'] },
  findAccount: (_ctx, name) => ({ accountId: name, claims: () => ({ sub: name, name, login_ad: name }) }),
  // A client is its own account; a person has one in the directory.
  extraTokenClaims: (_ctx, token) =>
    'accountId' in token && token.accountId ? { login_ad: token.accountId } : undefined,
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => RESOURCE,
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, resource) => resourceServer(resource),
    },
  },
  pkce: { required: () => true },
  cookies: { keys: [randomBytes(16).toString('hex')] },
  ttl: {
    AccessToken: LIFETIME_S,
    ClientCredentials: LIFETIME_S,
    IdToken: LIFETIME_S,
    Grant: LIFETIME_S,
    Session: LIFETIME_S,
    Interaction: LIFETIME_S,
  },
  interactions: { url: (_ctx, { uid }) => signInPath(uid), policy: askNoConsent() },
  loadExistingGrant: grantAll,
});

function clients(portals: readonly string[]): Configuration['clients'] {
  const batches = accountsOf('client').map(({ name }) => ({
    client_id: name,
    client_secret: secretOf(name),
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  }));
  const portal = {
    client_id: 'swagger',
    token_endpoint_auth_method: 'none' as const,
    grant_types: ['authorization_code'],
    response_types: ['code' as const],
    redirect_uris: portals.map((origin) => `${origin}/docs/oauth2-redirect.html`),
  };
  const pages = {
    client_id: BROWSER_CLIENT,
    client_secret: secretOf(BROWSER_CLIENT),
    grant_types: ['authorization_code'],
    response_types: ['code' as const],
    redirect_uris: portals.map((origin) => `${origin}/sign-in/callback`),
  };
  return [...batches, portal, pages];
}

function resourceServer(resource: string) {
  if (resource !== RESOURCE) throw new errors.InvalidTarget();
  return {
    scope: RESOURCE_SCOPE,
    audience: AUDIENCE,
    accessTokenTTL: LIFETIME_S,
    accessTokenFormat: 'jwt' as const,
    jwt: { sign: { alg: 'RS256' as const } },
  };
}

function askNoConsent() {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return policy;
}

/** In place of a consent screen: everything that may be asked for is granted. */
async function grantAll({ oidc }: KoaContextWithOIDC) {
  const { accountId, clientId } = { accountId: oidc.session?.accountId, clientId: oidc.client?.clientId };
  const grant = new oidc.provider.Grant({ ...(accountId && { accountId }), ...(clientId && { clientId }) });
  grant.addOIDCScope('openid profile');
  grant.addResourceScope(RESOURCE, RESOURCE_SCOPE);
  await grant.save();
  return grant;
}
