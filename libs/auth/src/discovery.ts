import { fetchObject } from './fetch-object.js';
import { isSafeUrl } from './safe-url.js';

/** An address in a discovery document. */
export type Endpoint = 'jwks_uri' | 'authorization_endpoint' | 'token_endpoint' | 'introspection_endpoint';

/**
 * An address of the issuer by OpenID Connect Discovery.
 *
 * Rejects where the document cannot be fetched, belongs to another issuer, or names no address that is safe to use
 * (https, or http on loopback).
 */
export async function discover(issuer: string, endpoint: Endpoint): Promise<string> {
  return endpointOf(await fetchDocument(issuer), endpoint);
}

/** Where people sign in. */
export interface SignInPlace {
  authorizationUrl: string;
  tokenUrl: string;
}

/** The two addresses of the authorization code flow. Rejects as `discover` does. */
export async function discoverSignIn(issuer: string): Promise<SignInPlace> {
  const document = await fetchDocument(issuer);
  return {
    authorizationUrl: endpointOf(document, 'authorization_endpoint'),
    tokenUrl: endpointOf(document, 'token_endpoint'),
  };
}

/** What else a client of that flow must know. */
export interface CodeFlowPlace extends SignInPlace {
  /** Whether each answer of the provider says whose it is (RFC 9207). */
  namesItself: boolean;
}

/** What a client of the authorization code flow must know of the issuer. Rejects as `discover` does. */
export async function discoverCodeFlow(issuer: string): Promise<CodeFlowPlace> {
  const document = await fetchDocument(issuer);
  return {
    authorizationUrl: endpointOf(document, 'authorization_endpoint'),
    tokenUrl: endpointOf(document, 'token_endpoint'),
    namesItself: document['authorization_response_iss_parameter_supported'] === true,
  };
}

async function fetchDocument(issuer: string) {
  const document = await fetchObject(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (document['issuer'] !== issuer) throw new Error('the discovery document belongs to another issuer');
  return document;
}

function endpointOf(document: Readonly<Record<string, unknown>>, endpoint: Endpoint): string {
  const url = document[endpoint];
  if (typeof url !== 'string' || !isSafeUrl(url)) throw new Error(`the discovery document has no safe ${endpoint}`);
  return url;
}
