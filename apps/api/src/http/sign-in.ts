import type { OpenAPIObject } from '@nestjs/swagger';
import { discoverSignIn, type SignInPlace } from '#libs/auth';

const ASK_AGAIN_MS = 5_000;

/** Where people sign in, asked of the provider when the portal is first looked at: its outage must not delay our start. */
export class SignIn {
  private found: Promise<SignInPlace | undefined> | undefined;
  private askedAt = -Infinity;

  constructor(private readonly issuer: string) {}

  /** Undefined while the provider does not answer; it is asked again after 5 s, and never once it has answered. */
  async find(): Promise<SignInPlace | undefined> {
    if (this.found && ((await this.found) || performance.now() - this.askedAt < ASK_AGAIN_MS)) return this.found;
    this.askedAt = performance.now();
    this.found = discoverSignIn(this.issuer).catch(() => undefined);
    return this.found;
  }
}

const SCOPES = { openid: 'who you are', profile: 'your account' };

const DEPRECATION =
  'The implicit flow is deprecated and will go: its tokens stand in addresses. Use the authorization code with PKCE.';

/**
 * The document with the sign-in of people; unchanged where nobody knows where: then the page takes pasted tokens only.
 *
 * Authorization code with PKCE, and the implicit flow of the replaced portal only where it is still wanted.
 */
export function withSignIn(
  document: OpenAPIObject,
  place: SignInPlace | undefined,
  isImplicitWanted: boolean,
): OpenAPIObject {
  if (!place) return document;
  return {
    ...document,
    security: [...(document.security ?? []), { 'sign-in': [] }],
    components: {
      ...document.components,
      securitySchemes: {
        ...document.components?.securitySchemes,
        'sign-in': isImplicitWanted ? withImplicit(place) : withCode(place),
      },
    },
  };
}

/** What is checked of a token, wherever it comes from. */
export const TOKEN_CHECKS = 'validated by RFC8725: algorithm, type, issuer, audience and lifetime';

const withCode = (place: SignInPlace) => ({
  type: 'oauth2' as const,
  description: `A token of the OpenID provider for people, ${TOKEN_CHECKS}`,
  flows: { authorizationCode: { ...place, scopes: SCOPES } },
});

const withImplicit = ({ authorizationUrl, tokenUrl }: SignInPlace) => {
  const { type, flows, description } = withCode({ authorizationUrl, tokenUrl });
  return {
    type,
    description: `${description}. ${DEPRECATION}`,
    flows: { ...flows, implicit: { authorizationUrl, scopes: SCOPES } },
  };
};
