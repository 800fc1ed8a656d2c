import type { Exception } from './lint.js';

const OF_CALLBACKS = /\.callbacks\./;
const OF_PUBLIC_ROUTES = /^paths\.\/(?:health\/|metrics)/;

/** Which rules are not kept where. One that covers nothing any more fails the test: take it out. */
export const LINT_EXCEPTIONS: readonly Exception[] = [
  {
    rule: /^owasp:api[48]:2023-/,
    where: OF_CALLBACKS,
    because: 'A callback is sent by this API and answered by others: their limits and refusals are theirs to say.',
  },
  {
    rule: /^owasp:api7:2023-concerning-url-parameter$/,
    where: /^paths\.\/v1\/trigrams\//,
    because: 'callbackUrl is the point of it: its host must be on an allow-list, and its address is checked (ADR 11).',
  },
  {
    rule: /^owasp:api4:2023-(?:string-limit|string-restricted|array-limit|integer-limit)$/,
    where: /\.responses\.|^components\.(?:responses|headers)\.|^components\.schemas\.(?!StopBody|Nothing)/,
    because:
      'These limits protect whoever reads, which is the API: all that callers send has them. Answers are its own words.',
  },
  {
    rule: /^owasp:api4:2023-integer-limit$/,
    where: /^paths\.\/v1\/jobs\.get\.parameters\./,
    because: 'A page size has no upper limit: more than the largest page is taken as that, as AIP-158 wants it.',
  },
  {
    rule: /^owasp:(?:api4:2023-rate-limit|api8:2023-define-cors-origin)$/,
    where: /\.(?:408|431)\b/,
    because:
      'Answered by the HTTP server before there is a request: nobody knows yet whose limit or which origin it is.',
  },
  {
    rule: /^owasp:(?:api4:2023-rate-limit|api4:2023-rate-limit-responses-429|api8:2023-define-error-responses-401|api2:2023-read-restricted)$/,
    where: OF_PUBLIC_ROUTES,
    because: 'Probes and Prometheus come without a token, and must not be told to come back later.',
  },
  {
    rule: /^owasp:api2:2023-no-credentials-in-url$/,
    where: /^paths\.\/v1\/jobs\.get\.parameters\./,
    because: 'A page token says where a page begins and opens nothing.',
  },
  {
    rule: /^owasp:api2:2023-short-lived-access-tokens$/,
    where: /^components\.securitySchemes\.sign-in\./,
    because:
      'The rule looks for a refresh token. How long tokens live is checked by the API itself (OIDC_MAX_LIFETIME_S).',
  },
  {
    rule: /^path-params$/,
    where: /^paths\.\/informatica\//,
    because: 'The replaced system called the same part of a path by two names, by method; its callers stay.',
  },
  {
    rule: /^(?:info-contact|info-license|license-url)$/,
    where: /^info$/,
    because: 'A product of one bank for itself has no licence to name, and whoever runs an instance is not known here.',
  },
];
