import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';
import type { ApiSettings } from '../settings.js';

type Headers = Readonly<Record<string, string>>;

type Directives = Record<string, readonly string[]>;

const NOTHING = { 'default-src': ["'none'"], 'base-uri': ["'none'"], 'form-action': ["'none'"] };

/** A page that brings its own scripts, and styles that it also writes into elements; it asks nobody but us. */
const OWN_PAGE = {
  ...NOTHING,
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'", 'data:'],
};

/** What helmet has to say about an answer under a policy, worked out once: it is the same for every request. */
function worked(
  directives: Directives,
  opener: 'same-origin' | 'unsafe-none' = 'same-origin',
  referrer: 'no-referrer' | 'same-origin' = 'no-referrer',
): Headers {
  const reply = new ServerResponse(new IncomingMessage(new Socket()));
  const handler = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { ...directives, 'frame-ancestors': ["'none'"] } },
    crossOriginOpenerPolicy: { policy: opener },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: referrer },
    // A promise for a whole host name, which is the edge's: `transportSecurityBy`.
    strictTransportSecurity: false,
    // For old browsers, or of no meaning for what is no page.
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  handler(reply.req, reply, (fault) => {
    if (fault) throw fault;
  });
  return reply.getHeaders() as Headers;
}

/** Of every answer that is no page. */
export const API_HEADERS = worked(NOTHING);

/** Bull Board names its own path as base. Fonts from outside stay outside. */
const BOARD = worked({ ...OWN_PAGE, 'base-uri': ["'self'"], 'connect-src': ["'self'"] });

/** Nothing inline and nothing from elsewhere: names that callers chose stand on it. */
const OPS = worked({
  ...NOTHING,
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'"],
  'connect-src': ["'self'"],
  'form-action': ["'self'"],
});

/**
 * The headers of Swagger UI, which fetches tokens from the provider. The provider's page, in a window of its own, must
 * find back to the page that opened it.
 */
export const docsHeaders = (providers: readonly string[] = []): Headers =>
  worked({ ...OWN_PAGE, 'connect-src': ["'self'", ...providers] }, 'unsafe-none');

/**
 * The headers of a page that has a form and a style sheet of its own, known by its hash, and nothing else. Without a referrer a
 * browser would say of its form that it comes from nowhere, and it must say that it comes from us.
 */
export const formPageHeaders = (styleHash: string): Headers =>
  worked({ ...NOTHING, 'style-src': [`'${styleHash}'`], 'form-action': ["'self'"] }, 'same-origin', 'same-origin');

const DOCS = docsHeaders();

/** What every answer says to browsers about what they may do with it. */
export const securityHeadersFor = (url: string): Headers => {
  if (isUnder('/docs', url)) return DOCS;
  if (isUnder('/ops', url)) return OPS;
  return isUnder('/queues', url) ? BOARD : API_HEADERS;
};

const FOR_A_YEAR: Headers = { 'strict-transport-security': 'max-age=31536000' };

/** What every answer says of TLS, where we speak it ourselves and nobody stands before us whose that would be. */
export const transportSecurityBy = ({
  TLS_CERTIFICATE,
  TRUSTED_PROXY_HOPS,
}: Pick<ApiSettings, 'TLS_CERTIFICATE' | 'TRUSTED_PROXY_HOPS'>): Headers =>
  TLS_CERTIFICATE !== undefined && TRUSTED_PROXY_HOPS === 0 ? FOR_A_YEAR : {};

/** Asked of every request, hence no pattern. */
const isUnder = (path: string, url: string): boolean =>
  url.startsWith(path) && (url.length === path.length || url[path.length] === '/' || url[path.length] === '?');
