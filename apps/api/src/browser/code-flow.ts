import * as oidc from 'openid-client';
import { type CodeFlowPlace, discoverCodeFlow } from '#libs/auth';
import { AppError } from '#libs/platform';
import type { BrowserTerms } from './settings.js';

const TIMEOUT_S = 5;
const CALLBACK = '/sign-in/callback';

/** What must be known again when the browser comes back; only that browser may bring it. */
export interface Attempt {
  state: string;
  nonce: string;
  verifier: string;
  returnTo: string;
}

/** What the provider gave for a code: it goes no further than to whoever checks it. */
export interface Grant {
  accessToken: string;
  /** Whom the ID token is about. */
  subject: string;
}

/**
 * Authorization code with PKCE, as a client of the provider that signs our access tokens.
 *
 * The protocol is openid-client's: state, nonce, `iss` (RFC 9207), the claims of the ID token. Addresses are found by our own
 * discovery, and the access token is judged by the rules of all access tokens, so neither is here a second time.
 */
export class CodeFlow {
  private place: Promise<CodeFlowPlace> | undefined;

  constructor(
    private readonly issuer: string,
    private readonly algorithms: readonly string[],
    private readonly terms: Pick<BrowserTerms, 'origin' | 'clientId' | 'clientSecret' | 'scopes'>,
  ) {}

  /** Where the browser goes to sign in, and what it must bring back. Rejects with `IDENTITY_UNAVAILABLE`. */
  async begin(returnTo: string): Promise<{ address: string; attempt: Attempt }> {
    const attempt = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      returnTo,
    };
    const address = oidc.buildAuthorizationUrl(await this.client(), {
      redirect_uri: this.terms.origin + CALLBACK,
      scope: this.terms.scopes.join(' '),
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
    });
    return { address: address.href, attempt };
  }

  /**
   * What the provider gives for the answer that the browser brought back, which must be the answer to this attempt.
   *
   * Rejects with `UNAUTHENTICATED` where it is not, or says no; with `IDENTITY_UNAVAILABLE` where the provider says nothing.
   */
  async finish(query: string, { state, nonce, verifier }: Attempt): Promise<Grant> {
    const client = await this.client();
    const answer = new URL(`${this.terms.origin}${CALLBACK}${query}`);
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
    try {
      const tokens = await oidc.authorizationCodeGrant(client, answer, checks);
      return { accessToken: tokens.access_token, subject: tokens.claims()?.sub ?? '' };
    } catch (cause) {
      throw refusalOf(cause);
    }
  }

  private async client(): Promise<oidc.Configuration> {
    const { authorizationUrl, tokenUrl, namesItself } = await this.find();
    const server = {
      issuer: this.issuer,
      authorization_endpoint: authorizationUrl,
      token_endpoint: tokenUrl,
      authorization_response_iss_parameter_supported: namesItself,
      id_token_signing_alg_values_supported: [...this.algorithms],
    };
    const { clientId, clientSecret } = this.terms;
    const proof = clientSecret ? oidc.ClientSecretBasic(clientSecret.reveal()) : oidc.None();
    const client = new oidc.Configuration(server, clientId, undefined, proof);
    client.timeout = TIMEOUT_S;
    // Discovery lets none pass but those of this machine.
    if ([authorizationUrl, tokenUrl].some((url) => url.startsWith('http:'))) oidc.allowInsecureRequests(client);
    return client;
  }

  /** Asked once; again after a failure. */
  private async find(): Promise<CodeFlowPlace> {
    this.place ??= discoverCodeFlow(this.issuer);
    try {
      return await this.place;
    } catch (cause) {
      this.place = undefined;
      throw unavailable(cause);
    }
  }
}

/** What reached the provider and was not answered can be tried again; all else is no sign-in. */
function refusalOf(cause: unknown): AppError {
  const { code } = cause as { code?: unknown };
  if (cause instanceof TypeError || code === 'OAUTH_TIMEOUT') return unavailable(cause);
  return new AppError('UNAUTHENTICATED', 'The sign-in was not completed, or its answer belongs to another one.', {
    cause: nameOf(cause),
  });
}

/** Without what the library cites of the answer: it may hold a code or a token. */
const nameOf = (cause: unknown): Error => {
  const { code, error } = cause as { code?: unknown; error?: unknown };
  return new Error([code, error].filter((word) => typeof word === 'string').join(' ') || 'no reason was given');
};

const unavailable = (cause: unknown): AppError =>
  new AppError('IDENTITY_UNAVAILABLE', 'The OpenID provider cannot be reached. Try again in a moment.', {
    cause: nameOf(cause),
  });
