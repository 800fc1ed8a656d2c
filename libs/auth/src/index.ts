export { CurrentCaller, OpsOnly, Public } from './access.decorators.js';
export { assertOps } from './access.guard.js';
export { AuthModule, type AuthOptions } from './auth.module.js';
export { Authenticator, type IncomingRequest } from './authenticator.js';
export type { Caller } from './caller.js';
export { challengeOf } from './challenge.js';
export { type CodeFlowPlace, discoverCodeFlow, discoverSignIn, type SignInPlace } from './discovery.js';
export { isReading } from './scope-rules.js';
export { type AuthSettings, authRules, authSettings } from './settings.js';
