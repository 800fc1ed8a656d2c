import { Deadline } from './deadline.js';
import { TokenRefused, Unreachable } from './errors.js';
import { safeUrl } from './safe-url.js';
import { faultOf, type TokenSource } from './transport.js';

/** A client that signs in by its secret (OAuth 2.0 client credentials). */
export interface ClientCredentials {
  /** The OpenID provider, exactly as its discovery document says it. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  scope?: string;
  /** Instead of the global one. */
  fetch?: typeof fetch;
}

interface Provider {
  tokenUrl: URL;
  /** Where the provider takes the secret in the body only. */
  inBody: boolean;
}

interface Token {
  value: string;
  /** By `performance.now()`: a clock that is set anew makes no token older. */
  goodUntil: number;
}

const WITHIN_MS = 15_000;
/** A token is used up to this long before its end: the request takes time, and clocks differ. */
const MARGIN_MS = 30_000;

/**
 * A token source that asks the provider, keeps the token until shortly before its end, and asks anew when it is refused.
 *
 * The secret goes to the token endpoint of the issuer, in a header or the body of a POST, and nowhere else.
 */
export function clientCredentials(credentials: ClientCredentials): TokenSource {
  const source = new CredentialsSource(credentials);
  return (refused) => source.token(refused);
}

class CredentialsSource {
  readonly #fetch: typeof fetch;
  #provider: Provider | undefined;
  #token: Token | undefined;
  #asking: Promise<Token> | undefined;

  constructor(private readonly credentials: ClientCredentials) {
    safeUrl('issuer', credentials.issuer);
    this.#fetch = credentials.fetch ?? ((...args) => fetch(...args));
  }

  async token(refused?: string): Promise<string> {
    const known = this.#token;
    if (known && known.value !== refused && performance.now() < known.goodUntil) return known.value;
    this.#asking ??= this.#askAnew().finally(() => {
      this.#asking = undefined;
    });
    this.#token = await this.#asking;
    return this.#token.value;
  }

  async #askAnew(): Promise<Token> {
    this.#provider ??= await this.#discover();
    const { tokenUrl, inBody } = this.#provider;
    const { clientId, clientSecret, scope } = this.credentials;
    const form = { grant_type: 'client_credentials', ...(scope && { scope }) };
    const { status, body } = await this.#exchange(tokenUrl, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        ...(!inBody && { authorization: `Basic ${btoa(`${encoded(clientId)}:${encoded(clientSecret)}`)}` }),
      },
      body: new URLSearchParams({ ...form, ...(inBody && { client_id: clientId, client_secret: clientSecret }) }),
    });
    return tokenOf(status, body, clientId);
  }

  async #discover(): Promise<Provider> {
    const { issuer } = this.credentials;
    const url = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    const { status, body } = await this.#exchange(url, { headers: { accept: 'application/json' } });
    const { token_endpoint: tokenUrl, token_endpoint_auth_methods_supported: methods } = body;
    if (status !== 200 || body['issuer'] !== issuer || typeof tokenUrl !== 'string') {
      throw new TokenRefused(
        `${url.origin} has no discovery document of the issuer that was named. Is it spelled right?`,
      );
    }
    const inBody = Array.isArray(methods) && !methods.includes('client_secret_basic');
    return { tokenUrl: safeEndpoint(tokenUrl), inBody };
  }

  async #exchange(url: URL, init: RequestInit): Promise<{ status: number; body: Record<string, unknown> }> {
    const deadline = new Deadline(WITHIN_MS, undefined);
    try {
      const answer = await this.#fetch(url, { ...init, redirect: 'error', cache: 'no-store', signal: deadline.signal });
      if (answer.status >= 500 || answer.status === 429) throw new Unreachable(url.origin, `HTTP ${answer.status}`);
      return { status: answer.status, body: objectOf(await answer.text()) };
    } catch (error) {
      throw deadline.isOver
        ? new Unreachable(url.origin, `no answer within ${WITHIN_MS / 1000} s`)
        : faultOf(error, url.origin);
    } finally {
      deadline.release();
    }
  }
}

function safeEndpoint(text: string): URL {
  try {
    return safeUrl('its token_endpoint', text);
  } catch (error) {
    throw new TokenRefused(`The OpenID provider cannot be used: ${(error as Error).message}.`);
  }
}

/** As RFC 6749 wants both halves of the header. */
const encoded = (text: string): string => new URLSearchParams({ text }).toString().slice('text='.length);

function tokenOf(status: number, body: Record<string, unknown>, clientId: string): Token {
  const { access_token: value, expires_in: seconds, error, error_description: detail } = body;
  if (typeof value !== 'string' || value === '') {
    const why = [error, detail].filter((part) => typeof part === 'string').join(': ');
    throw new TokenRefused(`The OpenID provider gave ${clientId} no token. It answered ${status} ${why}`.trimEnd());
  }
  const lifetimeMs = typeof seconds === 'number' ? seconds * 1000 : 0;
  return { value, goodUntil: performance.now() + Math.max(lifetimeMs - MARGIN_MS, lifetimeMs / 2) };
}

function objectOf(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
