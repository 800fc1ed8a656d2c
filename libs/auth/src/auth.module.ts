import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CallerGrants } from '#libs/permission';
import type { AppLogger } from '#libs/platform';
import { AccessGuard } from './access.guard.js';
import { Authenticator, type AuthenticatorParts } from './authenticator.js';
import { Introspection } from './introspection.js';
import { JwtStrategy } from './jwt.strategy.js';
import { OpaqueTokens } from './opaque-tokens.js';
import type { AuthSettings } from './settings.js';
import { SigningKeys } from './signing-keys.js';

/** What authentication needs from the app. */
export interface AuthOptions {
  settings: AuthSettings;
  grants: CallerGrants;
  logger?: AppLogger | undefined;
  /** The provider's keys, where the app looks at them too. */
  keys?: SigningKeys | undefined;
  /** Whether an address has brought too many bad tokens: unknown opaque ones from there have few places at the provider. */
  isSuspect?: AuthenticatorParts['isSuspect'];
  /** Who has signed in by a browser, where a request brings no Authorization header. */
  sessionOf?: AuthenticatorParts['sessionOf'];
  /** Told of each caller, before its scopes and groups are looked at; what it throws refuses the request. */
  onCaller?: AuthenticatorParts['onCaller'];
}

/** Guards every route of the app that imports it, and provides `Authenticator` and `CallerGrants` everywhere. */
@Module({})
export class AuthModule {
  static with({ settings, grants, logger, keys, isSuspect, sessionOf, onCaller }: AuthOptions): DynamicModule {
    const strategy = new JwtStrategy(keys ?? signingKeysOf(settings, logger), settings);
    const opaqueTokens = openOpaqueTokens(settings);
    const authenticator = new Authenticator({ strategy, opaqueTokens, settings, isSuspect, sessionOf, onCaller });
    return {
      module: AuthModule,
      global: true,
      providers: [
        { provide: Authenticator, useValue: authenticator },
        { provide: CallerGrants, useValue: grants },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      exports: [Authenticator, CallerGrants],
    };
  }
}

/** The provider's keys by the settings; fetched when they are first needed. */
export const signingKeysOf = (settings: AuthSettings, logger?: AppLogger): SigningKeys =>
  new SigningKeys({ issuer: settings.OIDC_ISSUER, jwksUri: settings.OIDC_JWKS_URI, logger });

/** Undefined unless the settings name a client that may ask about opaque tokens: then they are refused. */
function openOpaqueTokens(settings: AuthSettings): OpaqueTokens | undefined {
  const {
    OIDC_ISSUER: issuer,
    OIDC_INTROSPECTION_URI: uri,
    OIDC_INTROSPECTION_CLIENT_ID: clientId,
    OIDC_INTROSPECTION_CLIENT_SECRET: clientSecret,
  } = settings;
  if (!clientId || !clientSecret) return undefined;
  return new OpaqueTokens(new Introspection({ issuer, uri, clientId, clientSecret }), settings);
}
