import { clientCredentials, type TokenSource } from '#client';
import { secretOf } from './accounts.js';

/** Gives tokens of a client from the OpenID provider; rejects with what the provider answered. */
export const tokenSourceOf = (issuer: string, clientId: string): TokenSource =>
  clientCredentials({ issuer, clientId, clientSecret: secretOf(clientId), scope: 'etlaas' });
