/** Made by `npm run client` from the OpenAPI document of the API. What is changed here by hand is lost. */

export interface paths {
    "/v1/trigrams/{trigram}/domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the domains of a trigram that you may use
         * @description With their hosts, whether a worker serves these, and what you may do there.
         */
        get: operations["listDomains"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trigrams/{trigram}/domains/{domain}/integration-services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the Integration Services of a domain with their state
         * @description Queues `integration-services.list` (read).
         */
        get: operations["integrationServicesList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trigrams/{trigram}/domains/{domain}/integration-services/{service}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the state of one Integration Service
         * @description Queues `integration-service.get` (read).
         */
        get: operations["integrationServiceGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trigrams/{trigram}/domains/{domain}/integration-services/{service}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start an Integration Service
         * @description Queues `integration-service.start` (change).
         */
        post: operations["integrationServiceStart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trigrams/{trigram}/domains/{domain}/integration-services/{service}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop an Integration Service
         * @description Queues `integration-service.stop` (change).
         */
        post: operations["integrationServiceStop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trigrams/{trigram}/domains/{domain}/integration-services/{service}/restart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restart an Integration Service
         * @description Queues `integration-service.restart` (change).
         */
        post: operations["integrationServiceRestart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trigrams/{trigram}/domains/{domain}/repositories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the repositories of a domain with their state
         * @description Queues `repositories.list` (read).
         */
        get: operations["repositoriesList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trigrams/{trigram}/domains/{domain}/repositories/{repository}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the user connections of a repository
         * @description Queues `sessions.list` (read).
         */
        get: operations["sessionsList"];
        put?: never;
        post?: never;
        /**
         * Kill the user connections of one user
         * @description Queues `sessions.kill-by-user` (change).
         */
        delete: operations["sessionsKillByUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trigrams/{trigram}/domains/{domain}/repositories/{repository}/sessions/{connectionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Kill one user connection
         * @description Queues `session.kill` (change).
         */
        delete: operations["sessionKill"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the jobs you may see
         * @description Your own, those of trigrams that you may read, and for ops all.
         */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a job, perhaps waiting for its end
         * @description 200 in every state of the job, also where it failed: `status` and `error` say so.
         */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a queued job back, or ask for the end of a running one
         * @description Its requester may, whoever may operate there, and ops. Doing it twice does no harm.
         */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a job as server-sent events: status, log, end
         * @description `status` and `end` have the job as their data, `log` what its commands print. The stream ends after `end`.
         */
        get: operations["watchJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of the callback of a job, try by try
         * @description Whoever may see the job may see it.
         */
        get: operations["getCallback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/callback/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell the end of a job once more, for its requester and ops
         * @description Begins anew, also where it was delivered or given up; the receiver knows it by the same webhook-id.
         */
        post: operations["redeliverCallback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What may I do, and why
         * @description With `domain`, `environment` and `operation`: whether you may do that, and why or what you would need.
         */
        get: operations["listPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/permissions/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who may do what, by which rule, as CSV for reviews (ops)
         * @description One row for each account, trigram, domain and environment, with the highest level. Reads the directory anew.
         */
        get: operations["exportPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/zones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the zones, their workers and what waits there (ops)
         * @description Zones that this API has a key of, and those that a worker announces.
         */
        get: operations["listZones"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The process runs
         * @description For probes that restart it.
         */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The API can take requests
         * @description For load balancers, and people: it tells what is missing.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Prometheus metrics
         * @description In the text format of Prometheus.
         */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/informatica/trigrams/{trigram}/domains/{domain_name}/integration-services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the Integration Services of a domain
         * @deprecated
         * @description As in the replaced system; /v1 says more.
         */
        get: operations["listIntegrationServicesLegacy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/informatica/trigrams/{trigram}/domains/{domain_name}/integration-services/{IS_name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Start or stop an Integration Service
         * @deprecated
         * @description As in the replaced system; /v1 says more.
         */
        put: operations["changeIntegrationServiceLegacy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/informatica/trigrams/{trigram}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the repositories of a domain
         * @deprecated
         * @description As in the replaced system; /v1 says more.
         */
        get: operations["listRepositoriesLegacy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/informatica/trigrams/{trigram}/sessions/{repo_name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the user connections of a repository
         * @deprecated
         * @description As in the replaced system; /v1 says more.
         */
        get: operations["listSessionsLegacy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/informatica/trigrams/{trigram}/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Kill one user connection, or all of one user
         * @deprecated
         * @description As in the replaced system; /v1 says more.
         */
        delete: operations["killSessionsLegacy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/UUID/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The state and result of a task
         * @deprecated
         * @description As in the replaced system; /v1/jobs/{id} says more.
         */
        get: operations["getTaskLegacy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        DomainHostView: {
            /** @example etl-mae-d01.sandbox.socgen */
            hostname: string;
            /** @example docker */
            zone: string;
            /** @description Whether a worker of the zone is there now: without one, jobs wait and expire. Missing while nobody can say. */
            served?: boolean;
        };
        DomainView: {
            /** @example DOM_MAE_D01 */
            domain: string;
            /** @example Development */
            environment: string;
            hosts: components["schemas"]["DomainHostView"][];
            /** @description The highest level that the caller has there: `read` or `operate`. */
            level: string;
        };
        DomainListView: {
            domains: components["schemas"]["DomainView"][];
        };
        JobTargetView: {
            /** @example MAE */
            trigram: string;
            /** @example DOM_MAE_D01 */
            domain: string;
            /** @example Development */
            environment: string;
            /** @example etl-mae-d01.sandbox.socgen */
            host: string;
            /** @example docker */
            zone: string;
            /** @description The object that the operation is about, if it is about one. */
            name?: string;
            service?: string;
            repository?: string;
            connectionId?: string;
            user?: string;
        };
        RequesterView: {
            /** @example mae-batch */
            login: string;
            clientId?: string;
        };
        /** @enum {string} */
        ProblemCode: "VALIDATION_FAILED" | "MALFORMED_REQUEST" | "MALFORMED_BODY" | "HOST_REQUIRED" | "HOST_NOT_IN_DOMAIN" | "UNAUTHENTICATED" | "SCOPE_MISSING" | "PERMISSION_DENIED" | "PERMISSION_REVOKED" | "ROUTE_NOT_FOUND" | "TRIGRAM_NOT_FOUND" | "DOMAIN_NOT_FOUND" | "JOB_NOT_FOUND" | "CALLBACK_NOT_FOUND" | "SERVICE_NOT_FOUND" | "REPOSITORY_NOT_FOUND" | "CONNECTION_NOT_FOUND" | "METHOD_NOT_ALLOWED" | "REQUEST_TIMED_OUT" | "TARGET_BUSY" | "CONNECTION_PROTECTED" | "JOB_CANCELLED" | "JOB_GONE" | "CONNECTION_CHANGED" | "BODY_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "IDEMPOTENCY_KEY_REUSED" | "RATE_LIMITED" | "HEADERS_TOO_LARGE" | "INTERNAL" | "ENVELOPE_REFUSED" | "OUTCOME_UNKNOWN" | "COMMAND_FAILED" | "STATE_NOT_REACHED" | "INFORMATICA_LOGIN_REFUSED" | "OUTPUT_NOT_UNDERSTOOD" | "OUTPUT_TOO_LARGE" | "HOST_KEY_REFUSED" | "HOST_LOGIN_REFUSED" | "HOST_SCRIPT_FAILED" | "QUEUE_UNAVAILABLE" | "AUDIT_UNAVAILABLE" | "IDENTITY_UNAVAILABLE" | "DIRECTORY_UNAVAILABLE" | "HOST_UNREACHABLE" | "DOMAIN_UNREACHABLE" | "COMMAND_TIMED_OUT" | "JOB_EXPIRED" | "DEADLINE_EXCEEDED";
        FieldFaultView: {
            detail: string;
            /** @description JSON pointer into the body. */
            pointer?: string;
            /** @description Name of the parameter in path, query or header. */
            parameter?: string;
        };
        /**
         * @example {
         *       "type": "urn:etlaas:problem:permission-revoked",
         *       "title": "The permission was removed meanwhile",
         *       "status": 403,
         *       "detail": "The permission was there when the job was accepted and is not there any more. Nothing was run.",
         *       "code": "PERMISSION_REVOKED",
         *       "retryable": false,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:route-not-found",
         *       "title": "There is no such route",
         *       "status": 404,
         *       "detail": "There is no such route; /docs lists all of them.",
         *       "code": "ROUTE_NOT_FOUND",
         *       "retryable": false,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:service-not-found",
         *       "title": "There is no such Integration Service",
         *       "status": 404,
         *       "detail": "The domain has no Integration Service INT_MAE_D09.",
         *       "code": "SERVICE_NOT_FOUND",
         *       "retryable": false,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:repository-not-found",
         *       "title": "There is no such repository",
         *       "status": 404,
         *       "detail": "The domain has no repository REP_MAE_D09.",
         *       "code": "REPOSITORY_NOT_FOUND",
         *       "retryable": false,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:connection-not-found",
         *       "title": "There is no such user connection",
         *       "status": 404,
         *       "detail": "There is no user connection 15; it may have ended by itself.",
         *       "code": "CONNECTION_NOT_FOUND",
         *       "retryable": false,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:method-not-allowed",
         *       "title": "The method is not allowed here",
         *       "status": 405,
         *       "detail": "This route knows GET, HEAD only.",
         *       "code": "METHOD_NOT_ALLOWED",
         *       "retryable": false,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:connection-protected",
         *       "title": "The user connection is protected",
         *       "status": 409,
         *       "detail": "The user connection belongs to a service: closing it closes all of that service. Force it if that is meant.",
         *       "code": "CONNECTION_PROTECTED",
         *       "retryable": false,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10",
         *       "connectionId": "15",
         *       "protection": "service"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:job-cancelled",
         *       "title": "The job was cancelled",
         *       "status": 409,
         *       "detail": "mae-batch took the job back before a worker began it.",
         *       "code": "JOB_CANCELLED",
         *       "retryable": false,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:connection-changed",
         *       "title": "The user connection is another one now",
         *       "status": 412,
         *       "detail": "Connection 15 belongs to somebody else now: nothing was killed.",
         *       "code": "CONNECTION_CHANGED",
         *       "retryable": false,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:envelope-refused",
         *       "title": "The queued job was not genuine",
         *       "status": 500,
         *       "detail": "The queued job was not sealed by this API. Nothing was run.",
         *       "code": "ENVELOPE_REFUSED",
         *       "retryable": false,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:outcome-unknown",
         *       "title": "The outcome could not be established",
         *       "status": 500,
         *       "detail": "Whether the service was stopped could not be established.",
         *       "code": "OUTCOME_UNKNOWN",
         *       "retryable": false,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10",
         *       "command": "infacmd DisableService",
         *       "exitCode": 1,
         *       "reason": "the connection was lost"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:command-failed",
         *       "title": "The Informatica command failed",
         *       "status": 502,
         *       "detail": "infacmd DisableService failed.",
         *       "code": "COMMAND_FAILED",
         *       "retryable": false,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10",
         *       "command": "infacmd DisableService",
         *       "exitCode": 1,
         *       "reason": "it printed no reason that is known here"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:state-not-reached",
         *       "title": "The wished state was not reached",
         *       "status": 502,
         *       "detail": "The service still answers after it was disabled.",
         *       "code": "STATE_NOT_REACHED",
         *       "retryable": false,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:informatica-login-refused",
         *       "title": "Informatica refused the technical user",
         *       "status": 502,
         *       "detail": "Informatica refused the technical user.",
         *       "code": "INFORMATICA_LOGIN_REFUSED",
         *       "retryable": false,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10",
         *       "command": "infacmd DisableService",
         *       "exitCode": 1,
         *       "reason": "the login failed"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:output-not-understood",
         *       "title": "The output of the command was not understood",
         *       "status": 502,
         *       "detail": "No service state in what infacmd printed.",
         *       "code": "OUTPUT_NOT_UNDERSTOOD",
         *       "retryable": false,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:output-too-large",
         *       "title": "The command printed too much",
         *       "status": 502,
         *       "detail": "infacmd ListServices printed more than 1 MiB.",
         *       "code": "OUTPUT_TOO_LARGE",
         *       "retryable": false,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:host-key-refused",
         *       "title": "The host key is not the pinned one",
         *       "status": 502,
         *       "detail": "The host shows another key than the one that is pinned.",
         *       "code": "HOST_KEY_REFUSED",
         *       "retryable": false,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:host-login-refused",
         *       "title": "The host refused the login",
         *       "status": 502,
         *       "detail": "The host refused the login of the worker.",
         *       "code": "HOST_LOGIN_REFUSED",
         *       "retryable": false,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:host-script-failed",
         *       "title": "The host could not run the script",
         *       "status": 502,
         *       "detail": "The host could not run the script.",
         *       "code": "HOST_SCRIPT_FAILED",
         *       "retryable": false,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:host-unreachable",
         *       "title": "The host cannot be reached",
         *       "status": 503,
         *       "detail": "The host cannot be reached.",
         *       "code": "HOST_UNREACHABLE",
         *       "retryable": true,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:domain-unreachable",
         *       "title": "The Informatica domain does not answer",
         *       "status": 503,
         *       "detail": "The Informatica domain does not answer.",
         *       "code": "DOMAIN_UNREACHABLE",
         *       "retryable": true,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:command-timed-out",
         *       "title": "The command took too long",
         *       "status": 504,
         *       "detail": "infacmd GetServiceStatus took longer than 60 s.",
         *       "code": "COMMAND_TIMED_OUT",
         *       "retryable": true,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:job-expired",
         *       "title": "The job expired before a worker began it",
         *       "status": 504,
         *       "detail": "No worker began the job in time. Nothing was run.",
         *       "code": "JOB_EXPIRED",
         *       "retryable": true,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         * @example {
         *       "type": "urn:etlaas:problem:deadline-exceeded",
         *       "title": "The job took too long",
         *       "status": 504,
         *       "detail": "The job took longer than it may.",
         *       "code": "DEADLINE_EXCEEDED",
         *       "retryable": true,
         *       "correlationId": "4c1d0b52-9f63-4e0a-8a44-0d6b1f2f7a10"
         *     }
         */
        ProblemView: {
            code: components["schemas"]["ProblemCode"];
            /** @example urn:etlaas:problem:state-not-reached */
            type: string;
            title: string;
            /**
             * Format: int64
             * @example 502
             */
            status: number;
            /** @description What is wrong and what to do next, for people. */
            detail: string;
            /** @description Whether the same request may succeed later. */
            retryable: boolean;
            correlationId?: string;
            errors?: components["schemas"]["FieldFaultView"][];
            /** @description With `TARGET_BUSY`: the path of the job that has the target; missing where you may not see that job. */
            holder?: string;
            /** @description With `SCOPE_MISSING`: the scopes that are needed. */
            scope?: string;
            /** @description The same as `detail`; on the routes of the replaced system only. */
            message?: string;
        } & {
            [key: string]: unknown;
        };
        JobLinksView: {
            /** @example /v1/jobs/2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11 */
            self: string;
            /** @description Missing once the job has ended. */
            cancel?: string;
            /** @example /v1/jobs/2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11/events */
            events: string;
            /** @description What became of its callback. */
            callback?: string;
        };
        JobView: {
            /** @enum {string} */
            status: "queued" | "running" | "succeeded" | "failed" | "expired" | "cancelled" | "unknown";
            /** @description The typed result of the operation. */
            result?: {
                [key: string]: unknown;
            };
            /** @example 2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11 */
            id: string;
            /** @example integration-service.stop */
            operation: string;
            target: components["schemas"]["JobTargetView"];
            requestedBy: components["schemas"]["RequesterView"];
            /**
             * @description Why a change was asked for, in the requester's words.
             * @example CHG0012345
             */
            reason?: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            finishedAt?: string;
            /**
             * Format: date-time
             * @description The job expires unless a worker begins it before.
             */
            notAfter: string;
            /** @description Of a job with status `unknown` that has not ended: until then its outcome is verified again and again. A cancel ends that. */
            verifyUntil?: string;
            /** Format: date-time */
            cancelRequestedAt?: string;
            progress?: string;
            /** @description Why a queued job has not begun. */
            reasonWaiting?: string;
            /**
             * Format: int64
             * @description How many changes of the same target are to begin before this one; missing where it waits for none.
             */
            queuePosition?: number;
            /** @description Where its end is told; whoever may see the job may see it. */
            callbackUrl?: string;
            /** @description The host that answered a read, where that is not `target.host`: it could not be reached, and this one serves the same. */
            answeredBy?: string;
            /** @description Of a read: the job that read this, for this one too; `readAt` in the result says when. */
            sharedFrom?: string;
            error?: components["schemas"]["ProblemView"];
            links: components["schemas"]["JobLinksView"];
        };
        JobEndedView: {
            /** @example job.ended */
            type: string;
            /** @description When the job ended; the same at each try. */
            timestamp: string;
            /** @description The job, as `GET /v1/jobs/{id}` shows it. */
            data: components["schemas"]["JobView"];
        };
        PlanConflictView: {
            /**
             * @description What would come of the request now: `refused` with 409, or it `waits` in line, as `onConflict` says.
             * @enum {string}
             */
            outcome: "refused" | "waits";
            /** @description Path of the job that has it; missing where you may not see that job. */
            holder?: string;
            /** @description What has it, whose that is and since when; only `another change` where you may not see that job. */
            heldBy: string;
            /**
             * Format: int64
             * @description How many changes would begin before it.
             */
            ahead: number;
        };
        PlannedCommandView: {
            /** @example infacmd.sh */
            program: string;
            /**
             * @description In square brackets: what only the worker or the host knows. A password is never an argument.
             * @example [
             *       "isp",
             *       "DisableService",
             *       "-sn",
             *       "INT_MAE_D01",
             *       "-mo",
             *       "Complete"
             *     ]
             */
            args: string[];
            /**
             * Format: int64
             * @description The longest that it may take on the host.
             */
            timeoutMs: number;
        };
        PlannedStepView: {
            /**
             * @description A read has but one part; a change looks before, acts (`effect`), and looks again.
             * @enum {string}
             */
            phase: "read" | "before" | "effect" | "after";
            /** @description What is looked at or done, in words. */
            what: string;
            commands: components["schemas"]["PlannedCommandView"][];
        };
        UserConnectionView: {
            /**
             * @description The number of the connection; unique among the live ones, given again after they are gone.
             * @example 15
             */
            connectionId: string;
            /**
             * @description The login name.
             * @example alice
             */
            user: string;
            /**
             * @description The program at the other end.
             * @example Repository Manager
             */
            application: string;
            /**
             * @description The service that holds the connection; empty for people.
             * @example
             */
            service: string;
            /**
             * @description The host of the client.
             * @example ws0815
             */
            hostName: string;
            /**
             * @description The address of the client.
             * @example 10.1.2.3
             */
            hostAddress: string;
            /**
             * @description As printed, in the time of the host: see `utcOffset` of the list.
             * @example 01/06/2025 08:12:44
             */
            loginTime: string;
            /**
             * @description As printed, in the time of the host.
             * @example 01/06/2025 10:19:51
             */
            lastActivityTime: string;
            /**
             * @description The process of the client.
             * @example 4711
             */
            processId: string;
            /**
             * @description As printed.
             * @example Active
             */
            status: string;
        };
        IntegrationServiceView: {
            /**
             * @description As the domain spells it.
             * @example INT_MAE_D01
             */
            name: string;
            /** @description Whether the administrators want it to run. */
            enabled: boolean;
            /** @description Whether it answered when it was asked. */
            alive: boolean;
            /**
             * @description Host and port that answered; missing where none did.
             * @example etl-mae-d01.sandbox.socgen:6015
             */
            endpoint?: string;
            /**
             * Format: date-time
             * @description When it was asked: ISO 8601, by the worker's clock.
             * @example 2025-01-06T09:20:03.120Z
             */
            readAt: string;
        };
        AffectedView: {
            /**
             * @description `last-read`: as a job found it that you may see, so it may be wrong by now; `unknown`: there is none such.
             * @enum {string}
             */
            basis: "last-read" | "unknown";
            /**
             * Format: date-time
             * @description When it was read, by that job or by the one whose reading that job was told.
             */
            readAt?: string;
            /** @description Path of that job. */
            job?: string;
            /** @description Of a kill: the connections that would be meant; protected ones among them would not be killed. */
            connections?: components["schemas"]["UserConnectionView"][];
            /** @description Of a start, stop or restart: the state of the service. */
            service?: components["schemas"]["IntegrationServiceView"];
            /** @description What to think of it, in words. */
            note: string;
        };
        PlanLinksView: {
            /** @description GET this for a new reading of what would be affected; of changes only. */
            read?: string;
        };
        PlanView: {
            /**
             * @description Says that this is a plan and no job.
             * @enum {boolean}
             */
            validateOnly: true;
            /** @example integration-service.stop */
            operation: string;
            target: components["schemas"]["JobTargetView"];
            /** @example CHG0012345 */
            reason?: string;
            /**
             * Format: date-time
             * @description The deadline that the job would have, were it accepted now.
             */
            notAfter: string;
            /**
             * Format: int64
             * @description The longest that the run may take once it has begun.
             */
            runLimitMs: number;
            /** @description Whether a worker serves the zone; missing while nobody can say. */
            served?: boolean;
            /** @description Why the job would not begin at once, were it accepted. */
            reasonWaiting?: string;
            conflict?: components["schemas"]["PlanConflictView"];
            steps: components["schemas"]["PlannedStepView"][];
            /** @description Of changes only: a read affects nobody. */
            affected?: components["schemas"]["AffectedView"];
            links: components["schemas"]["PlanLinksView"];
        };
        IntegrationServiceListView: {
            /** @description In the order of the domain. */
            services: components["schemas"]["IntegrationServiceView"][];
        };
        ServiceChangeView: {
            /** @description Whether this job ran a command that changes the state; false where the state was there already, or on its way. */
            changed: boolean;
            /** @description The state before. */
            before: components["schemas"]["IntegrationServiceView"];
            /** @description The state at the end, read again. */
            after: components["schemas"]["IntegrationServiceView"];
        };
        Nothing: Record<string, never>;
        StopBody: {
            /**
             * @description `complete` waits for running workflows, `stop` stops them, `abort` kills the processes.
             * @example complete
             * @enum {string}
             */
            mode?: "complete" | "stop" | "abort";
        };
        RepositoryView: {
            /**
             * @description As the domain spells it.
             * @example REP_MAE_D01
             */
            name: string;
            /** @description Whether the administrators want its service to run. */
            enabled: boolean;
            /** @description Whether its service answered when it was asked. */
            alive: boolean;
        };
        RepositoryListView: {
            /** @description In the order of the domain. */
            repositories: components["schemas"]["RepositoryView"][];
        };
        SessionListView: {
            /** @description Those that could be read whole; pmrep's own is among them. */
            sessions: components["schemas"]["UserConnectionView"][];
            /**
             * @description The UTC offset of the host when the list was read. Times before a change of the clocks may have had another one.
             * @example +01:00
             */
            utcOffset: string;
            unread: string[][];
        };
        KilledSessionsView: {
            /** @description Empty where there was nobody to kill. */
            killed: components["schemas"]["UserConnectionView"][];
            /** @description Of a kill by user: those of the user that are there still, because they are protected; missing where there are none. */
            spared?: components["schemas"]["UserConnectionView"][];
        };
        JobsByStatusView: {
            /** Format: int64 */
            queued?: number;
            /** Format: int64 */
            running?: number;
            /** Format: int64 */
            succeeded?: number;
            /** Format: int64 */
            failed?: number;
            /** Format: int64 */
            expired?: number;
            /** Format: int64 */
            cancelled?: number;
            /** Format: int64 */
            unknown?: number;
        };
        JobCountsView: {
            /**
             * Format: int64
             * @example 42
             */
            total: number;
            byStatus: components["schemas"]["JobsByStatusView"];
            /** @description False: there are at least so many. Who filters by target or requester among very many jobs gets no exact numbers. */
            isExact: boolean;
        };
        JobPageView: {
            /** @description May be fewer than `pageSize`, or none, although more pages follow. */
            jobs: components["schemas"]["JobView"][];
            /** @description Give it as `pageToken`, with the same filters, for the next page; missing on the last one. */
            nextPageToken?: string;
            /** @description Only where `counts=true` asked for it. */
            counts?: components["schemas"]["JobCountsView"];
        };
        CallbackTryView: {
            /** @description When it was signed: its `webhook-timestamp`. */
            at: string;
            /**
             * Format: int64
             * @description What the receiver answered; missing where nothing was.
             * @example 204
             */
            status?: number;
            /**
             * @description Why nothing was answered.
             * @example the host refuses the connection
             */
            fault?: string;
        };
        CallbackView: {
            /**
             * @description `pending` until the job has ended and a receiver answered 2xx, or until it is given up.
             * @enum {string}
             */
            state: "pending" | "delivered" | "given-up";
            /** @example https://ops.example/jobs */
            url: string;
            /** @description The last 50, oldest first. */
            tries: components["schemas"]["CallbackTryView"][];
            /**
             * Format: date-time
             * @description When it is tried again; missing where it is not, or where the first try is yet to come.
             */
            nextTryAt?: string;
            /** @description Why a pending one is not tried now, where that is so. */
            fault?: string;
        };
        PermissionQuestionView: {
            /** @example MAE */
            trigram: string;
            /** @example DOM_MAE_D01 */
            domain: string;
            /** @example Development */
            environment: string;
            /** @example integration-service.stop */
            operation: string;
            /** @description What the operation needs: `read` or `operate`. */
            level: string;
        };
        AppliedRuleView: {
            /** @example owner */
            kind: string;
            /** @example MAE */
            trigram: string;
            /** @example GCR.csv:2 */
            source: string;
            /** @example ETL_MAE_OPERATE */
            group: string;
        };
        DirectoryAnswerView: {
            /**
             * Format: int64
             * @description How old it is, in seconds.
             */
            ageS: number;
            /** @description It is old, because the directory does not answer: it serves to read, not to change. */
            isStale: boolean;
        };
        PermissionAnswerView: {
            question: components["schemas"]["PermissionQuestionView"];
            allowed: boolean;
            /** @description Why, or what you would need. */
            reason: string;
            /** @description Present when it is allowed. */
            rule?: components["schemas"]["AppliedRuleView"];
            /** @example mae-batch */
            login: string;
            /** @description Whether you see all jobs and the queue board. */
            ops: boolean;
            directory: components["schemas"]["DirectoryAnswerView"];
        };
        PermissionView: {
            /** @example MAE */
            trigram: string;
            /** @example DOM_MAE_D01 */
            domain: string;
            /** @example Development */
            environment: string;
            /** @description `operate` includes `read`. */
            level: string;
            /** @description The rule and the group that grant it, in words. */
            reason: string;
            rule: components["schemas"]["AppliedRuleView"];
        };
        PermissionListView: {
            permissions: components["schemas"]["PermissionView"][];
            /** @example mae-batch */
            login: string;
            /** @description Whether you see all jobs and the queue board. */
            ops: boolean;
            directory: components["schemas"]["DirectoryAnswerView"];
        };
        ZoneWorkerView: {
            /** @description Its `WORKER_ID`. */
            worker: string;
            /** @description Its release. */
            version: string;
            /**
             * @description How it gets to its hosts.
             * @example ssh
             */
            transport: string;
            /**
             * Format: int64
             * @description The newest version of the envelopes that it opens; 0 where it does not say.
             */
            envelope: number;
            /**
             * Format: int64
             * @description And the oldest.
             */
            oldestEnvelope: number;
            /** @description Whether the version that this API seals is among them. Where it is not, it leaves or refuses every job. */
            fits: boolean;
            /**
             * Format: date-time
             * @description Since when it runs.
             */
            since: string;
            /** @description Whether it begins changes. Where it does not, each that it takes fails with nothing done; it reads all the same. */
            acceptsChanges: boolean;
            /**
             * @description Why it does not, in a word: `unwritable` (audit records cannot be written), `no-room` (too little on the audit disk),
             *     `undelivered` (too many records wait for the data lake).
             * @example no-room
             */
            refusal?: string;
        };
        ZoneView: {
            /** @example docker */
            zone: string;
            /** @description Whether this API has a key of it. Else a worker serves a zone that no job can be sent to: compare `ZONE_KEYS`. */
            known: boolean;
            workers: components["schemas"]["ZoneWorkerView"][];
            /**
             * Format: int64
             * @description Jobs that wait for a worker, of whatever trigram.
             */
            waiting: number;
            /**
             * Format: int64
             * @description Jobs that a worker has begun.
             */
            running: number;
            /**
             * Format: date-time
             * @description When the one that waits longest was accepted.
             */
            oldestWaitingSince?: string;
        };
        ZoneListView: {
            zones: components["schemas"]["ZoneView"][];
        };
        LivenessView: {
            /** @example alive */
            status: string;
        };
        HealthCheckView: {
            /** @description `up` or `down`. */
            status: string;
            detail?: string;
        };
        AuditDeliveryView: {
            /** @description `up`, `down` where they wait and are tried again, `refused` where somebody must look, `none` where none is set up. */
            status: string;
            /**
             * Format: int64
             * @description How many wait.
             */
            records?: number;
            /**
             * Format: int64
             * @description Age of the oldest that waits.
             */
            lagSeconds?: number;
            detail?: string;
        };
        ZoneWorkersView: {
            /** @example docker */
            zone: string;
            /**
             * Format: int64
             * @description How many workers announce themselves; 0 does not make the API unready, but jobs of the zone will wait.
             */
            workers: number;
            /**
             * @description How they get to their hosts.
             * @example [
             *       "ssh"
             *     ]
             */
            transports: string[];
            /** @description Their releases. */
            versions: string[];
            /** @description Whether this API has a key of the zone; where it has none, no job can be sent to these workers. */
            known: boolean;
        };
        RuleFileView: {
            /** @example GCR.csv */
            file: string;
            /** @description `current`, or `refused`: the disk holds another content that is not used. It does not make the API unready. */
            status: string;
            /**
             * @description The first 12 digits of the SHA-256 of the content in use.
             * @example 9f86d081884c
             */
            hash: string;
            /** Format: date-time */
            loadedAt: string;
            /**
             * Format: date-time
             * @description Since when the disk holds what is refused.
             */
            refusedSince?: string;
            /**
             * Format: int64
             * @description How many faults that has; the log and the audit say which.
             */
            faults?: number;
            /** @description The lines of the first of them. */
            lines?: number[];
        };
        ReadinessView: {
            /** @description `ready` or `not ready`. */
            status: string;
            redis: components["schemas"]["HealthCheckView"];
            audit: components["schemas"]["HealthCheckView"];
            /** @description Shown; it does not make the API unready. Where too much waits, `audit` says that changes are refused. */
            delivery: components["schemas"]["AuditDeliveryView"];
            zones: components["schemas"]["ZoneWorkersView"][];
            files: components["schemas"]["RuleFileView"][];
        };
        LegacyAccepted: {
            /** @example etl-mae-d01.sandbox.socgen */
            hostname: string;
            trigram: string;
            Domain_name: string;
            Environment: string;
            /** @description Ask `/UUID/{uuid}` for the result. */
            uuid: string;
        };
        LegacyServiceAccepted: {
            /** @description The object that was sent. */
            action: {
                [key: string]: unknown;
            };
            IS_name: string;
            /** @example etl-mae-d01.sandbox.socgen */
            hostname: string;
            trigram: string;
            Domain_name: string;
            Environment: string;
            /** @description Ask `/UUID/{uuid}` for the result. */
            uuid: string;
        };
        LegacyRepositoryAccepted: {
            /** @example etl-mae-d01.sandbox.socgen */
            hostname: string;
            trigram: string;
            Domain_name: string;
            Environment: string;
            /** @description Ask `/UUID/{uuid}` for the result. */
            uuid: string;
            repository_name: string;
        };
        LegacyKillAccepted: {
            /** @example etl-mae-d01.sandbox.socgen */
            hostname: string;
            trigram: string;
            Domain_name: string;
            Environment: string;
            /** @description Ask `/UUID/{uuid}` for the result. */
            uuid: string;
            repository_name: string;
            username?: string;
            sessionID?: string;
        };
        LegacyTask: {
            /** @enum {string} */
            status: "PENDING" | "STARTED" | "SUCCESS" | "FAILURE" | "REVOKED";
            /** @description A sentence while the task runs and where it failed; the result of the operation afterwards. */
            details: string | {
                [key: string]: unknown;
            };
            id: string;
        };
        LegacyUnknownTask: {
            id: string;
            details: string;
        };
    };
    responses: {
        /** @description The request is not valid; `errors` names field and rule */
        "400.VALIDATION_FAILED.MALFORMED_REQUEST": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {string} */
                    code?: "VALIDATION_FAILED" | "MALFORMED_REQUEST";
                };
            };
        };
        /** @description There is no valid access token */
        "401.UNAUTHENTICATED": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate.always"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 401;
                    /** @enum {string} */
                    code?: "UNAUTHENTICATED";
                };
            };
        };
        /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
        "403.SCOPE_MISSING.PERMISSION_DENIED": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 403;
                    /** @enum {string} */
                    code?: "SCOPE_MISSING" | "PERMISSION_DENIED";
                };
            };
        };
        /** @description No such domain or job, or not visible to you */
        "404.TRIGRAM_NOT_FOUND": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 404;
                    /** @enum {string} */
                    code?: "TRIGRAM_NOT_FOUND";
                };
            };
        };
        /** @description The request came too slowly */
        "408.REQUEST_TIMED_OUT": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 408;
                    /** @enum {string} */
                    code?: "REQUEST_TIMED_OUT";
                };
            };
        };
        /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
        "429.RATE_LIMITED": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After.always"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 429;
                    /** @enum {string} */
                    code?: "RATE_LIMITED";
                };
            };
        };
        /** @description Address and headers are too large */
        "431.HEADERS_TOO_LARGE": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 431;
                    /** @enum {string} */
                    code?: "HEADERS_TOO_LARGE";
                };
            };
        };
        /** @description Something went wrong on our side; the correlation id finds it in the log */
        "500.INTERNAL": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 500;
                    /** @enum {string} */
                    code?: "INTERNAL";
                };
            };
        };
        /** @description Redis, the directory, the OpenID provider or the audit disk does not answer; repeat with the same Idempotency-Key */
        "503.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After.always"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 503;
                    /** @enum {string} */
                    code?: "IDENTITY_UNAVAILABLE" | "DIRECTORY_UNAVAILABLE";
                };
            };
        };
        /** @description The request is not valid; `errors` names field and rule */
        "400.VALIDATION_FAILED.MALFORMED_REQUEST.HOST_REQUIRED.HOST_NOT_IN_DOMAIN": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {string} */
                    code?: "VALIDATION_FAILED" | "MALFORMED_REQUEST" | "HOST_REQUIRED" | "HOST_NOT_IN_DOMAIN";
                };
            };
        };
        /** @description No such domain or job, or not visible to you */
        "404.DOMAIN_NOT_FOUND.JOB_NOT_FOUND": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 404;
                    /** @enum {string} */
                    code?: "DOMAIN_NOT_FOUND" | "JOB_NOT_FOUND";
                };
            };
        };
        /** @description The Idempotency-Key belongs to another request */
        "422.IDEMPOTENCY_KEY_REUSED": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 422;
                    /** @enum {string} */
                    code?: "IDEMPOTENCY_KEY_REUSED";
                };
            };
        };
        /** @description Redis, the directory, the OpenID provider or the audit disk does not answer; repeat with the same Idempotency-Key */
        "503.QUEUE_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After.always"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 503;
                    /** @enum {string} */
                    code?: "QUEUE_UNAVAILABLE" | "IDENTITY_UNAVAILABLE" | "DIRECTORY_UNAVAILABLE";
                };
            };
        };
        /** @description The request is not valid; `errors` names field and rule */
        "400.VALIDATION_FAILED.MALFORMED_REQUEST.MALFORMED_BODY.HOST_REQUIRED.HOST_NOT_IN_DOMAIN": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {string} */
                    code?: "VALIDATION_FAILED" | "MALFORMED_REQUEST" | "MALFORMED_BODY" | "HOST_REQUIRED" | "HOST_NOT_IN_DOMAIN";
                };
            };
        };
        /** @description Another change has the target; `holder` is its job */
        "409.TARGET_BUSY": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 409;
                    /** @enum {string} */
                    code?: "TARGET_BUSY";
                };
            };
        };
        /** @description The body is too large */
        "413.BODY_TOO_LARGE": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 413;
                    /** @enum {string} */
                    code?: "BODY_TOO_LARGE";
                };
            };
        };
        /** @description Only JSON is understood */
        "415.UNSUPPORTED_MEDIA_TYPE": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 415;
                    /** @enum {string} */
                    code?: "UNSUPPORTED_MEDIA_TYPE";
                };
            };
        };
        /** @description Redis, the directory, the OpenID provider or the audit disk does not answer; repeat with the same Idempotency-Key */
        "503.QUEUE_UNAVAILABLE.AUDIT_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After.always"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 503;
                    /** @enum {string} */
                    code?: "QUEUE_UNAVAILABLE" | "AUDIT_UNAVAILABLE" | "IDENTITY_UNAVAILABLE" | "DIRECTORY_UNAVAILABLE";
                };
            };
        };
        /** @description No such domain or job, or not visible to you */
        "404.JOB_NOT_FOUND": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 404;
                    /** @enum {string} */
                    code?: "JOB_NOT_FOUND";
                };
            };
        };
        /** @description The job ended so long ago that its record is kept no longer */
        "410.JOB_GONE": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 410;
                    /** @enum {string} */
                    code?: "JOB_GONE";
                };
            };
        };
        /** @description The request is not valid; `errors` names field and rule */
        "400.VALIDATION_FAILED.MALFORMED_REQUEST.MALFORMED_BODY": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {string} */
                    code?: "VALIDATION_FAILED" | "MALFORMED_REQUEST" | "MALFORMED_BODY";
                };
            };
        };
        /** @description No such domain or job, or not visible to you */
        "404.JOB_NOT_FOUND.CALLBACK_NOT_FOUND": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 404;
                    /** @enum {string} */
                    code?: "JOB_NOT_FOUND" | "CALLBACK_NOT_FOUND";
                };
            };
        };
        /** @description The request is not valid; `errors` names field and rule */
        "400.MALFORMED_REQUEST.open": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {string} */
                    code?: "MALFORMED_REQUEST";
                };
            };
        };
        /** @description The request came too slowly */
        "408.REQUEST_TIMED_OUT.open": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 408;
                    /** @enum {string} */
                    code?: "REQUEST_TIMED_OUT";
                };
            };
        };
        /** @description Address and headers are too large */
        "431.HEADERS_TOO_LARGE.open": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 431;
                    /** @enum {string} */
                    code?: "HEADERS_TOO_LARGE";
                };
            };
        };
        /** @description Something went wrong on our side; the correlation id finds it in the log */
        "500.INTERNAL.open": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 500;
                    /** @enum {string} */
                    code?: "INTERNAL";
                };
            };
        };
        /** @description The request is not valid; `errors` names field and rule */
        "400.VALIDATION_FAILED.MALFORMED_REQUEST.HOST_REQUIRED.HOST_NOT_IN_DOMAIN.deprecated": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                Deprecation: components["headers"]["Deprecation"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {string} */
                    code?: "VALIDATION_FAILED" | "MALFORMED_REQUEST" | "HOST_REQUIRED" | "HOST_NOT_IN_DOMAIN";
                };
            };
        };
        /** @description There is no valid access token */
        "401.UNAUTHENTICATED.deprecated": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate.always"];
                Deprecation: components["headers"]["Deprecation"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 401;
                    /** @enum {string} */
                    code?: "UNAUTHENTICATED";
                };
            };
        };
        /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
        "403.SCOPE_MISSING.PERMISSION_DENIED.deprecated": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                Deprecation: components["headers"]["Deprecation"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 403;
                    /** @enum {string} */
                    code?: "SCOPE_MISSING" | "PERMISSION_DENIED";
                };
            };
        };
        /** @description No such domain or job, or not visible to you */
        "404.DOMAIN_NOT_FOUND.JOB_NOT_FOUND.deprecated": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                Deprecation: components["headers"]["Deprecation"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 404;
                    /** @enum {string} */
                    code?: "DOMAIN_NOT_FOUND" | "JOB_NOT_FOUND";
                };
            };
        };
        /** @description The request came too slowly */
        "408.REQUEST_TIMED_OUT.deprecated": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Deprecation: components["headers"]["Deprecation"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 408;
                    /** @enum {string} */
                    code?: "REQUEST_TIMED_OUT";
                };
            };
        };
        /** @description The Idempotency-Key belongs to another request */
        "422.IDEMPOTENCY_KEY_REUSED.deprecated": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                Deprecation: components["headers"]["Deprecation"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 422;
                    /** @enum {string} */
                    code?: "IDEMPOTENCY_KEY_REUSED";
                };
            };
        };
        /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
        "429.RATE_LIMITED.deprecated": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After.always"];
                Deprecation: components["headers"]["Deprecation"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 429;
                    /** @enum {string} */
                    code?: "RATE_LIMITED";
                };
            };
        };
        /** @description Address and headers are too large */
        "431.HEADERS_TOO_LARGE.deprecated": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Deprecation: components["headers"]["Deprecation"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 431;
                    /** @enum {string} */
                    code?: "HEADERS_TOO_LARGE";
                };
            };
        };
        /** @description Something went wrong on our side; the correlation id finds it in the log */
        "500.INTERNAL.deprecated": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                Deprecation: components["headers"]["Deprecation"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 500;
                    /** @enum {string} */
                    code?: "INTERNAL";
                };
            };
        };
        /** @description Redis, the directory, the OpenID provider or the audit disk does not answer; repeat with the same Idempotency-Key */
        "503.QUEUE_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE.deprecated": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After.always"];
                Deprecation: components["headers"]["Deprecation"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 503;
                    /** @enum {string} */
                    code?: "QUEUE_UNAVAILABLE" | "IDENTITY_UNAVAILABLE" | "DIRECTORY_UNAVAILABLE";
                };
            };
        };
        /** @description The request is not valid; `errors` names field and rule */
        "400.VALIDATION_FAILED.MALFORMED_REQUEST.MALFORMED_BODY.HOST_REQUIRED.HOST_NOT_IN_DOMAIN.deprecated": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                Deprecation: components["headers"]["Deprecation"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {string} */
                    code?: "VALIDATION_FAILED" | "MALFORMED_REQUEST" | "MALFORMED_BODY" | "HOST_REQUIRED" | "HOST_NOT_IN_DOMAIN";
                };
            };
        };
        /** @description The body is too large */
        "413.BODY_TOO_LARGE.deprecated": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                Deprecation: components["headers"]["Deprecation"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 413;
                    /** @enum {string} */
                    code?: "BODY_TOO_LARGE";
                };
            };
        };
        /** @description Only JSON is understood */
        "415.UNSUPPORTED_MEDIA_TYPE.deprecated": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                Deprecation: components["headers"]["Deprecation"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 415;
                    /** @enum {string} */
                    code?: "UNSUPPORTED_MEDIA_TYPE";
                };
            };
        };
        /** @description Redis, the directory, the OpenID provider or the audit disk does not answer; repeat with the same Idempotency-Key */
        "503.QUEUE_UNAVAILABLE.AUDIT_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE.deprecated": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After.always"];
                Deprecation: components["headers"]["Deprecation"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 503;
                    /** @enum {string} */
                    code?: "QUEUE_UNAVAILABLE" | "AUDIT_UNAVAILABLE" | "IDENTITY_UNAVAILABLE" | "DIRECTORY_UNAVAILABLE";
                };
            };
        };
        /** @description The request is not valid; `errors` names field and rule */
        "400.VALIDATION_FAILED.MALFORMED_REQUEST.deprecated": {
            headers: {
                "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                traceparent: components["headers"]["traceparent.always"];
                "Cache-Control": components["headers"]["Cache-Control.always"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                Deprecation: components["headers"]["Deprecation"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemView"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {string} */
                    code?: "VALIDATION_FAILED" | "MALFORMED_REQUEST";
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description The origin of the page that asked, where it is one of CORS_ORIGINS; else missing */
        "Access-Control-Allow-Origin": string;
        /** @description What such a page may read */
        "Access-Control-Expose-Headers": string;
        /** @description Whether this may be kept: nothing but jobs may, by the caller, who asks each time whether it still holds */
        "Cache-Control.always": "no-store" | "private, no-cache";
        /** @description The name of the file */
        "Content-Disposition.always": "attachment; filename=\"permissions.csv\"";
        /** @description Since when the route is deprecated (RFC 9745) */
        Deprecation: string;
        /** @description Since when the route is deprecated (RFC 9745) */
        "Deprecation.always": string;
        /** @description The revision of the job, for If-None-Match */
        "ETag.always": string;
        /** @description The job was made by an earlier request */
        "Idempotency-Replayed": "true";
        /** @description What to use instead */
        Link: string;
        /** @description What to use instead */
        "Link.always": string;
        /** @description Path of the job */
        Location: string;
        /** @description Path of the job */
        "Location.always": string;
        /** @description Absolute address of the job */
        "Operation-Location": string;
        /** @description Absolute address of the job */
        "Operation-Location.always": string;
        /** @description The wait that was honoured */
        "Preference-Applied": string;
        /** @description What is left of the limit: r requests, for t seconds */
        RateLimit: string;
        /** @description The limit: q requests in w seconds */
        "RateLimit-Policy": string;
        /** @description Seconds to wait before asking again */
        "Retry-After": number;
        /** @description Seconds to wait before asking again */
        "Retry-After.always": number;
        /** @description Request headers that the answer depends on */
        Vary: string;
        /** @description Request headers that the answer depends on */
        "Vary.always": string;
        /** @description How to authenticate, and what is wrong with the token (RFC 6750) */
        "WWW-Authenticate": string;
        /** @description How to authenticate, and what is wrong with the token (RFC 6750) */
        "WWW-Authenticate.always": string;
        /** @description Tells proxies to pass events on at once */
        "X-Accel-Buffering.always": "no";
        /** @description Finds this request in logs and audit: that of the request where its form is good, else a new one */
        "X-Correlation-Id.always": string;
        /** @description Where this request stands in a trace (W3C Trace Context): in that of the request where its form is good, else in a new one */
        "traceparent.always": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listDomains: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description Three-letter code of the application that owns the domain. */
                trigram: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Domains and hosts */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "domains": [
                     *         {
                     *           "domain": "DOM_MAE_D01",
                     *           "environment": "Development",
                     *           "hosts": [
                     *             {
                     *               "hostname": "etl-mae-d01.sandbox.socgen",
                     *               "zone": "docker"
                     *             }
                     *           ],
                     *           "level": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DomainListView"];
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST"];
            401: components["responses"]["401.UNAUTHENTICATED"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED"];
            404: components["responses"]["404.TRIGRAM_NOT_FOUND"];
            408: components["responses"]["408.REQUEST_TIMED_OUT"];
            429: components["responses"]["429.RATE_LIMITED"];
            431: components["responses"]["431.HEADERS_TOO_LARGE"];
            500: components["responses"]["500.INTERNAL"];
            503: components["responses"]["503.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE"];
        };
    };
    integrationServicesList: {
        parameters: {
            query: {
                /**
                 * @description Accept a result that was read up to this many seconds ago, and be answered at once where there is one. Without it, a reading
                 *     of the same that is under way is shared; with 0, the reading begins after this request. What was read before the last change
                 *     of the domain is never told.
                 */
                maxAge?: number;
                /**
                 * @description The job expires unless a worker begins it before: an RFC 3339 instant in UTC, such as 2026-01-10T20:15:00Z, later than now and
                 *     at most an hour ahead (JOB_NOT_AFTER_MAX_MS). Default: in 10 minutes (JOB_START_WITHIN_MS).
                 */
                notAfter?: string;
                /** @description Make all checks and tell the plan with 200; nothing is queued, nothing is run, no Idempotency-Key is used up. */
                validateOnly?: boolean;
                /** @description Where the end of the job is told, signed, when it comes: an https address at a host that operations allow. */
                callbackUrl?: string;
                /** @description Development, Homologation or Production, in any case. */
                environment: string;
                /** @description The host; needed only where the inventory lists several for the domain and environment. */
                host?: string;
            };
            header?: {
                /** @description `wait=20`: answer 200 when the job ends within 20 s, at most 60 (WAIT_MAX_S) */
                Prefer?: string;
                /** @description Repeat safely: the same key, the same job. May be required for changes, by environment */
                "Idempotency-Key"?: string;
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description Three-letter code of the application that owns the domain. */
                trigram: string;
                /** @description The Informatica domain. */
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job ended while you waited; or the plan, with `validateOnly=true` */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Operation-Location": components["headers"]["Operation-Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": (components["schemas"]["JobView"] & {
                        result?: components["schemas"]["IntegrationServiceListView"];
                    }) | components["schemas"]["PlanView"];
                };
            };
            /** @description The job is queued */
            202: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary.always"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location.always"];
                    "Operation-Location": components["headers"]["Operation-Location.always"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["IntegrationServiceListView"];
                    };
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST.HOST_REQUIRED.HOST_NOT_IN_DOMAIN"];
            401: components["responses"]["401.UNAUTHENTICATED"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED"];
            404: components["responses"]["404.DOMAIN_NOT_FOUND.JOB_NOT_FOUND"];
            408: components["responses"]["408.REQUEST_TIMED_OUT"];
            422: components["responses"]["422.IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["429.RATE_LIMITED"];
            431: components["responses"]["431.HEADERS_TOO_LARGE"];
            500: components["responses"]["500.INTERNAL"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE"];
        };
    };
    integrationServiceGet: {
        parameters: {
            query: {
                /**
                 * @description Accept a result that was read up to this many seconds ago, and be answered at once where there is one. Without it, a reading
                 *     of the same that is under way is shared; with 0, the reading begins after this request. What was read before the last change
                 *     of the domain is never told.
                 */
                maxAge?: number;
                /**
                 * @description The job expires unless a worker begins it before: an RFC 3339 instant in UTC, such as 2026-01-10T20:15:00Z, later than now and
                 *     at most an hour ahead (JOB_NOT_AFTER_MAX_MS). Default: in 10 minutes (JOB_START_WITHIN_MS).
                 */
                notAfter?: string;
                /** @description Make all checks and tell the plan with 200; nothing is queued, nothing is run, no Idempotency-Key is used up. */
                validateOnly?: boolean;
                /** @description Where the end of the job is told, signed, when it comes: an https address at a host that operations allow. */
                callbackUrl?: string;
                /** @description Development, Homologation or Production, in any case. */
                environment: string;
                /** @description The host; needed only where the inventory lists several for the domain and environment. */
                host?: string;
            };
            header?: {
                /** @description `wait=20`: answer 200 when the job ends within 20 s, at most 60 (WAIT_MAX_S) */
                Prefer?: string;
                /** @description Repeat safely: the same key, the same job. May be required for changes, by environment */
                "Idempotency-Key"?: string;
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description Three-letter code of the application that owns the domain. */
                trigram: string;
                /** @description The Informatica domain. */
                domain: string;
                /** @description The Integration Service. */
                service: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job ended while you waited; or the plan, with `validateOnly=true` */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Operation-Location": components["headers"]["Operation-Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": (components["schemas"]["JobView"] & {
                        result?: components["schemas"]["IntegrationServiceView"];
                    }) | components["schemas"]["PlanView"];
                };
            };
            /** @description The job is queued */
            202: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary.always"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location.always"];
                    "Operation-Location": components["headers"]["Operation-Location.always"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["IntegrationServiceView"];
                    };
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST.HOST_REQUIRED.HOST_NOT_IN_DOMAIN"];
            401: components["responses"]["401.UNAUTHENTICATED"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED"];
            404: components["responses"]["404.DOMAIN_NOT_FOUND.JOB_NOT_FOUND"];
            408: components["responses"]["408.REQUEST_TIMED_OUT"];
            422: components["responses"]["422.IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["429.RATE_LIMITED"];
            431: components["responses"]["431.HEADERS_TOO_LARGE"];
            500: components["responses"]["500.INTERNAL"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE"];
        };
    };
    integrationServiceStart: {
        parameters: {
            query: {
                /** @description While another change has the service or repository: `reject` (409, the default) or `queue`, which waits in line. */
                onConflict?: "reject" | "queue";
                /** @description Why, for records and people: the number of the change ticket, say. Some environments need one, perhaps in a form of its own. */
                reason?: string;
                /**
                 * @description The job expires unless a worker begins it before: an RFC 3339 instant in UTC, such as 2026-01-10T20:15:00Z, later than now and
                 *     at most an hour ahead (JOB_NOT_AFTER_MAX_MS). Default: in 10 minutes (JOB_START_WITHIN_MS).
                 */
                notAfter?: string;
                /** @description Make all checks and tell the plan with 200; nothing is queued, nothing is run, no Idempotency-Key is used up. */
                validateOnly?: boolean;
                /** @description Where the end of the job is told, signed, when it comes: an https address at a host that operations allow. */
                callbackUrl?: string;
                /** @description Development, Homologation or Production, in any case. */
                environment: string;
                /** @description The host; needed only where the inventory lists several for the domain and environment. */
                host?: string;
            };
            header?: {
                /** @description `wait=20`: answer 200 when the job ends within 20 s, at most 60 (WAIT_MAX_S) */
                Prefer?: string;
                /** @description Repeat safely: the same key, the same job. May be required for changes, by environment */
                "Idempotency-Key"?: string;
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description Three-letter code of the application that owns the domain. */
                trigram: string;
                /** @description The Informatica domain. */
                domain: string;
                /** @description The Integration Service. */
                service: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description The job ended while you waited; or the plan, with `validateOnly=true` */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Operation-Location": components["headers"]["Operation-Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": (components["schemas"]["JobView"] & {
                        result?: components["schemas"]["ServiceChangeView"];
                    }) | components["schemas"]["PlanView"];
                };
            };
            /** @description The job is queued */
            202: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary.always"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location.always"];
                    "Operation-Location": components["headers"]["Operation-Location.always"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["ServiceChangeView"];
                    };
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST.MALFORMED_BODY.HOST_REQUIRED.HOST_NOT_IN_DOMAIN"];
            401: components["responses"]["401.UNAUTHENTICATED"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED"];
            404: components["responses"]["404.DOMAIN_NOT_FOUND.JOB_NOT_FOUND"];
            408: components["responses"]["408.REQUEST_TIMED_OUT"];
            409: components["responses"]["409.TARGET_BUSY"];
            413: components["responses"]["413.BODY_TOO_LARGE"];
            415: components["responses"]["415.UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["422.IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["429.RATE_LIMITED"];
            431: components["responses"]["431.HEADERS_TOO_LARGE"];
            500: components["responses"]["500.INTERNAL"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.AUDIT_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE"];
        };
    };
    integrationServiceStop: {
        parameters: {
            query: {
                /** @description While another change has the service or repository: `reject` (409, the default) or `queue`, which waits in line. */
                onConflict?: "reject" | "queue";
                /** @description Why, for records and people: the number of the change ticket, say. Some environments need one, perhaps in a form of its own. */
                reason?: string;
                /**
                 * @description The job expires unless a worker begins it before: an RFC 3339 instant in UTC, such as 2026-01-10T20:15:00Z, later than now and
                 *     at most an hour ahead (JOB_NOT_AFTER_MAX_MS). Default: in 10 minutes (JOB_START_WITHIN_MS).
                 */
                notAfter?: string;
                /** @description Make all checks and tell the plan with 200; nothing is queued, nothing is run, no Idempotency-Key is used up. */
                validateOnly?: boolean;
                /** @description Where the end of the job is told, signed, when it comes: an https address at a host that operations allow. */
                callbackUrl?: string;
                /** @description Development, Homologation or Production, in any case. */
                environment: string;
                /** @description The host; needed only where the inventory lists several for the domain and environment. */
                host?: string;
            };
            header?: {
                /** @description `wait=20`: answer 200 when the job ends within 20 s, at most 60 (WAIT_MAX_S) */
                Prefer?: string;
                /** @description Repeat safely: the same key, the same job. May be required for changes, by environment */
                "Idempotency-Key"?: string;
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description Three-letter code of the application that owns the domain. */
                trigram: string;
                /** @description The Informatica domain. */
                domain: string;
                /** @description The Integration Service. */
                service: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StopBody"];
            };
        };
        responses: {
            /** @description The job ended while you waited; or the plan, with `validateOnly=true` */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Operation-Location": components["headers"]["Operation-Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": (components["schemas"]["JobView"] & {
                        result?: components["schemas"]["ServiceChangeView"];
                    }) | components["schemas"]["PlanView"];
                };
            };
            /** @description The job is queued */
            202: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary.always"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location.always"];
                    "Operation-Location": components["headers"]["Operation-Location.always"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["ServiceChangeView"];
                    };
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST.MALFORMED_BODY.HOST_REQUIRED.HOST_NOT_IN_DOMAIN"];
            401: components["responses"]["401.UNAUTHENTICATED"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED"];
            404: components["responses"]["404.DOMAIN_NOT_FOUND.JOB_NOT_FOUND"];
            408: components["responses"]["408.REQUEST_TIMED_OUT"];
            409: components["responses"]["409.TARGET_BUSY"];
            413: components["responses"]["413.BODY_TOO_LARGE"];
            415: components["responses"]["415.UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["422.IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["429.RATE_LIMITED"];
            431: components["responses"]["431.HEADERS_TOO_LARGE"];
            500: components["responses"]["500.INTERNAL"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.AUDIT_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE"];
        };
    };
    integrationServiceRestart: {
        parameters: {
            query: {
                /** @description While another change has the service or repository: `reject` (409, the default) or `queue`, which waits in line. */
                onConflict?: "reject" | "queue";
                /** @description Why, for records and people: the number of the change ticket, say. Some environments need one, perhaps in a form of its own. */
                reason?: string;
                /**
                 * @description The job expires unless a worker begins it before: an RFC 3339 instant in UTC, such as 2026-01-10T20:15:00Z, later than now and
                 *     at most an hour ahead (JOB_NOT_AFTER_MAX_MS). Default: in 10 minutes (JOB_START_WITHIN_MS).
                 */
                notAfter?: string;
                /** @description Make all checks and tell the plan with 200; nothing is queued, nothing is run, no Idempotency-Key is used up. */
                validateOnly?: boolean;
                /** @description Where the end of the job is told, signed, when it comes: an https address at a host that operations allow. */
                callbackUrl?: string;
                /** @description Development, Homologation or Production, in any case. */
                environment: string;
                /** @description The host; needed only where the inventory lists several for the domain and environment. */
                host?: string;
            };
            header?: {
                /** @description `wait=20`: answer 200 when the job ends within 20 s, at most 60 (WAIT_MAX_S) */
                Prefer?: string;
                /** @description Repeat safely: the same key, the same job. May be required for changes, by environment */
                "Idempotency-Key"?: string;
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description Three-letter code of the application that owns the domain. */
                trigram: string;
                /** @description The Informatica domain. */
                domain: string;
                /** @description The Integration Service. */
                service: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StopBody"];
            };
        };
        responses: {
            /** @description The job ended while you waited; or the plan, with `validateOnly=true` */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Operation-Location": components["headers"]["Operation-Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": (components["schemas"]["JobView"] & {
                        result?: components["schemas"]["ServiceChangeView"];
                    }) | components["schemas"]["PlanView"];
                };
            };
            /** @description The job is queued */
            202: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary.always"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location.always"];
                    "Operation-Location": components["headers"]["Operation-Location.always"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["ServiceChangeView"];
                    };
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST.MALFORMED_BODY.HOST_REQUIRED.HOST_NOT_IN_DOMAIN"];
            401: components["responses"]["401.UNAUTHENTICATED"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED"];
            404: components["responses"]["404.DOMAIN_NOT_FOUND.JOB_NOT_FOUND"];
            408: components["responses"]["408.REQUEST_TIMED_OUT"];
            409: components["responses"]["409.TARGET_BUSY"];
            413: components["responses"]["413.BODY_TOO_LARGE"];
            415: components["responses"]["415.UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["422.IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["429.RATE_LIMITED"];
            431: components["responses"]["431.HEADERS_TOO_LARGE"];
            500: components["responses"]["500.INTERNAL"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.AUDIT_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE"];
        };
    };
    repositoriesList: {
        parameters: {
            query: {
                /**
                 * @description Accept a result that was read up to this many seconds ago, and be answered at once where there is one. Without it, a reading
                 *     of the same that is under way is shared; with 0, the reading begins after this request. What was read before the last change
                 *     of the domain is never told.
                 */
                maxAge?: number;
                /**
                 * @description The job expires unless a worker begins it before: an RFC 3339 instant in UTC, such as 2026-01-10T20:15:00Z, later than now and
                 *     at most an hour ahead (JOB_NOT_AFTER_MAX_MS). Default: in 10 minutes (JOB_START_WITHIN_MS).
                 */
                notAfter?: string;
                /** @description Make all checks and tell the plan with 200; nothing is queued, nothing is run, no Idempotency-Key is used up. */
                validateOnly?: boolean;
                /** @description Where the end of the job is told, signed, when it comes: an https address at a host that operations allow. */
                callbackUrl?: string;
                /** @description Development, Homologation or Production, in any case. */
                environment: string;
                /** @description The host; needed only where the inventory lists several for the domain and environment. */
                host?: string;
            };
            header?: {
                /** @description `wait=20`: answer 200 when the job ends within 20 s, at most 60 (WAIT_MAX_S) */
                Prefer?: string;
                /** @description Repeat safely: the same key, the same job. May be required for changes, by environment */
                "Idempotency-Key"?: string;
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description Three-letter code of the application that owns the domain. */
                trigram: string;
                /** @description The Informatica domain. */
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job ended while you waited; or the plan, with `validateOnly=true` */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Operation-Location": components["headers"]["Operation-Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": (components["schemas"]["JobView"] & {
                        result?: components["schemas"]["RepositoryListView"];
                    }) | components["schemas"]["PlanView"];
                };
            };
            /** @description The job is queued */
            202: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary.always"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location.always"];
                    "Operation-Location": components["headers"]["Operation-Location.always"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["RepositoryListView"];
                    };
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST.HOST_REQUIRED.HOST_NOT_IN_DOMAIN"];
            401: components["responses"]["401.UNAUTHENTICATED"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED"];
            404: components["responses"]["404.DOMAIN_NOT_FOUND.JOB_NOT_FOUND"];
            408: components["responses"]["408.REQUEST_TIMED_OUT"];
            422: components["responses"]["422.IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["429.RATE_LIMITED"];
            431: components["responses"]["431.HEADERS_TOO_LARGE"];
            500: components["responses"]["500.INTERNAL"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE"];
        };
    };
    sessionsList: {
        parameters: {
            query: {
                /**
                 * @description Accept a result that was read up to this many seconds ago, and be answered at once where there is one. Without it, a reading
                 *     of the same that is under way is shared; with 0, the reading begins after this request. What was read before the last change
                 *     of the domain is never told.
                 */
                maxAge?: number;
                /**
                 * @description The job expires unless a worker begins it before: an RFC 3339 instant in UTC, such as 2026-01-10T20:15:00Z, later than now and
                 *     at most an hour ahead (JOB_NOT_AFTER_MAX_MS). Default: in 10 minutes (JOB_START_WITHIN_MS).
                 */
                notAfter?: string;
                /** @description Make all checks and tell the plan with 200; nothing is queued, nothing is run, no Idempotency-Key is used up. */
                validateOnly?: boolean;
                /** @description Where the end of the job is told, signed, when it comes: an https address at a host that operations allow. */
                callbackUrl?: string;
                /** @description Development, Homologation or Production, in any case. */
                environment: string;
                /** @description The host; needed only where the inventory lists several for the domain and environment. */
                host?: string;
            };
            header?: {
                /** @description `wait=20`: answer 200 when the job ends within 20 s, at most 60 (WAIT_MAX_S) */
                Prefer?: string;
                /** @description Repeat safely: the same key, the same job. May be required for changes, by environment */
                "Idempotency-Key"?: string;
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description Three-letter code of the application that owns the domain. */
                trigram: string;
                /** @description The Informatica domain. */
                domain: string;
                /** @description The repository, which is the name of its Repository Service. */
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job ended while you waited; or the plan, with `validateOnly=true` */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Operation-Location": components["headers"]["Operation-Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": (components["schemas"]["JobView"] & {
                        result?: components["schemas"]["SessionListView"];
                    }) | components["schemas"]["PlanView"];
                };
            };
            /** @description The job is queued */
            202: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary.always"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location.always"];
                    "Operation-Location": components["headers"]["Operation-Location.always"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["SessionListView"];
                    };
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST.HOST_REQUIRED.HOST_NOT_IN_DOMAIN"];
            401: components["responses"]["401.UNAUTHENTICATED"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED"];
            404: components["responses"]["404.DOMAIN_NOT_FOUND.JOB_NOT_FOUND"];
            408: components["responses"]["408.REQUEST_TIMED_OUT"];
            422: components["responses"]["422.IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["429.RATE_LIMITED"];
            431: components["responses"]["431.HEADERS_TOO_LARGE"];
            500: components["responses"]["500.INTERNAL"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE"];
        };
    };
    sessionsKillByUser: {
        parameters: {
            query: {
                /** @description While another change has the service or repository: `reject` (409, the default) or `queue`, which waits in line. */
                onConflict?: "reject" | "queue";
                /** @description Why, for records and people: the number of the change ticket, say. Some environments need one, perhaps in a form of its own. */
                reason?: string;
                /**
                 * @description The job expires unless a worker begins it before: an RFC 3339 instant in UTC, such as 2026-01-10T20:15:00Z, later than now and
                 *     at most an hour ahead (JOB_NOT_AFTER_MAX_MS). Default: in 10 minutes (JOB_START_WITHIN_MS).
                 */
                notAfter?: string;
                /** @description Make all checks and tell the plan with 200; nothing is queued, nothing is run, no Idempotency-Key is used up. */
                validateOnly?: boolean;
                /** @description Where the end of the job is told, signed, when it comes: an https address at a host that operations allow. */
                callbackUrl?: string;
                /** @description Development, Homologation or Production, in any case. */
                environment: string;
                /** @description The host; needed only where the inventory lists several for the domain and environment. */
                host?: string;
                /** @description The PowerCenter user, in any case. */
                user: string;
                /** @description Also kill connections that a service or the technical user owns. Closing a service's connection closes all of them. */
                force?: boolean;
            };
            header?: {
                /** @description `wait=20`: answer 200 when the job ends within 20 s, at most 60 (WAIT_MAX_S) */
                Prefer?: string;
                /** @description Repeat safely: the same key, the same job. May be required for changes, by environment */
                "Idempotency-Key"?: string;
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description Three-letter code of the application that owns the domain. */
                trigram: string;
                /** @description The Informatica domain. */
                domain: string;
                /** @description The repository, which is the name of its Repository Service. */
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job ended while you waited; or the plan, with `validateOnly=true` */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Operation-Location": components["headers"]["Operation-Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": (components["schemas"]["JobView"] & {
                        result?: components["schemas"]["KilledSessionsView"];
                    }) | components["schemas"]["PlanView"];
                };
            };
            /** @description The job is queued */
            202: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary.always"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location.always"];
                    "Operation-Location": components["headers"]["Operation-Location.always"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["KilledSessionsView"];
                    };
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST.MALFORMED_BODY.HOST_REQUIRED.HOST_NOT_IN_DOMAIN"];
            401: components["responses"]["401.UNAUTHENTICATED"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED"];
            404: components["responses"]["404.DOMAIN_NOT_FOUND.JOB_NOT_FOUND"];
            408: components["responses"]["408.REQUEST_TIMED_OUT"];
            409: components["responses"]["409.TARGET_BUSY"];
            413: components["responses"]["413.BODY_TOO_LARGE"];
            415: components["responses"]["415.UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["422.IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["429.RATE_LIMITED"];
            431: components["responses"]["431.HEADERS_TOO_LARGE"];
            500: components["responses"]["500.INTERNAL"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.AUDIT_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE"];
        };
    };
    sessionKill: {
        parameters: {
            query: {
                /** @description While another change has the service or repository: `reject` (409, the default) or `queue`, which waits in line. */
                onConflict?: "reject" | "queue";
                /** @description Why, for records and people: the number of the change ticket, say. Some environments need one, perhaps in a form of its own. */
                reason?: string;
                /**
                 * @description The job expires unless a worker begins it before: an RFC 3339 instant in UTC, such as 2026-01-10T20:15:00Z, later than now and
                 *     at most an hour ahead (JOB_NOT_AFTER_MAX_MS). Default: in 10 minutes (JOB_START_WITHIN_MS).
                 */
                notAfter?: string;
                /** @description Make all checks and tell the plan with 200; nothing is queued, nothing is run, no Idempotency-Key is used up. */
                validateOnly?: boolean;
                /** @description Where the end of the job is told, signed, when it comes: an https address at a host that operations allow. */
                callbackUrl?: string;
                /** @description Development, Homologation or Production, in any case. */
                environment: string;
                /** @description The host; needed only where the inventory lists several for the domain and environment. */
                host?: string;
                /** @description Only if the connection is this user's, as `sessions.list` printed the name: else the job fails as `CONNECTION_CHANGED`. */
                ifUser?: string;
                /** @description Only if the connection has this login time, exactly as `sessions.list` printed it. */
                ifLoginTime?: string;
                /** @description Also kill connections that a service or the technical user owns. Closing a service's connection closes all of them. */
                force?: boolean;
            };
            header?: {
                /** @description `wait=20`: answer 200 when the job ends within 20 s, at most 60 (WAIT_MAX_S) */
                Prefer?: string;
                /** @description Repeat safely: the same key, the same job. May be required for changes, by environment */
                "Idempotency-Key"?: string;
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description Three-letter code of the application that owns the domain. */
                trigram: string;
                /** @description The Informatica domain. */
                domain: string;
                /** @description The repository, which is the name of its Repository Service. */
                repository: string;
                /** @description The id of the user connection, as `sessions.list` gives it. */
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job ended while you waited; or the plan, with `validateOnly=true` */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Operation-Location": components["headers"]["Operation-Location"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": (components["schemas"]["JobView"] & {
                        result?: components["schemas"]["KilledSessionsView"];
                    }) | components["schemas"]["PlanView"];
                };
            };
            /** @description The job is queued */
            202: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary.always"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location.always"];
                    "Operation-Location": components["headers"]["Operation-Location.always"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["KilledSessionsView"];
                    };
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST.MALFORMED_BODY.HOST_REQUIRED.HOST_NOT_IN_DOMAIN"];
            401: components["responses"]["401.UNAUTHENTICATED"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED"];
            404: components["responses"]["404.DOMAIN_NOT_FOUND.JOB_NOT_FOUND"];
            408: components["responses"]["408.REQUEST_TIMED_OUT"];
            409: components["responses"]["409.TARGET_BUSY"];
            413: components["responses"]["413.BODY_TOO_LARGE"];
            415: components["responses"]["415.UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["422.IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["429.RATE_LIMITED"];
            431: components["responses"]["431.HEADERS_TOO_LARGE"];
            500: components["responses"]["500.INTERNAL"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.AUDIT_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE"];
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description One of these statuses; give it several times for several. */
                status?: ("queued" | "running" | "succeeded" | "failed" | "expired" | "cancelled" | "unknown")[];
                /** @description One of these operations; give it several times for several. */
                operation?: ("integration-services.list" | "integration-service.get" | "integration-service.start" | "integration-service.stop" | "integration-service.restart" | "repositories.list" | "sessions.list" | "session.kill" | "sessions.kill-by-user")[];
                /** @description Newest first, which is the default, or oldest first. */
                orderBy?: "createdAt desc" | "createdAt asc";
                /** @description Also count the jobs of all pages by status. */
                counts?: boolean;
                /** @description Jobs on a page; more than 100 is taken as 100. */
                pageSize?: number;
                /** @description The `nextPageToken` of the page before; filters and order must be the same as there. */
                pageToken?: string;
                /** @description Of the application with this trigram. */
                trigram?: string;
                /** @description In this Informatica domain, in any case. */
                domain?: string;
                /** @description Development, Homologation or Production, in any case. */
                environment?: string;
                /** @description About this Integration Service or repository, in any case. */
                target?: string;
                /** @description Login of the requester, in any case. */
                requester?: string;
                /** @description Created at this instant or after it (RFC 3339, UTC). */
                createdFrom?: string;
                /** @description Created before this instant, not at it (RFC 3339, UTC). */
                createdBefore?: string;
            };
            header?: {
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of jobs */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "jobs": [
                     *         {
                     *           "status": "queued",
                     *           "id": "2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11",
                     *           "operation": "integration-service.stop",
                     *           "target": {
                     *             "trigram": "MAE",
                     *             "domain": "DOM_MAE_D01",
                     *             "environment": "Development",
                     *             "host": "etl-mae-d01.sandbox.socgen",
                     *             "zone": "docker"
                     *           },
                     *           "requestedBy": {
                     *             "login": "mae-batch"
                     *           },
                     *           "reason": "CHG0012345",
                     *           "createdAt": "2025-01-06T09:20:03.120Z",
                     *           "notAfter": "2025-01-06T09:20:03.120Z",
                     *           "links": {
                     *             "self": "/v1/jobs/2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11",
                     *             "events": "/v1/jobs/2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11/events"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["JobPageView"];
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST"];
            401: components["responses"]["401.UNAUTHENTICATED"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED"];
            408: components["responses"]["408.REQUEST_TIMED_OUT"];
            429: components["responses"]["429.RATE_LIMITED"];
            431: components["responses"]["431.HEADERS_TOO_LARGE"];
            500: components["responses"]["500.INTERNAL"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE"];
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the last poll: 304 if nothing changed */
                "If-None-Match"?: string;
                /** @description `wait=20`: answer when the job ends, or after 20 s */
                Prefer?: string;
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description The id that the submit answered. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job as it is now */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary.always"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag.always"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description Nothing changed since the ETag of If-None-Match */
            304: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary.always"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag.always"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST"];
            401: components["responses"]["401.UNAUTHENTICATED"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED"];
            404: components["responses"]["404.JOB_NOT_FOUND"];
            408: components["responses"]["408.REQUEST_TIMED_OUT"];
            410: components["responses"]["410.JOB_GONE"];
            429: components["responses"]["429.RATE_LIMITED"];
            431: components["responses"]["431.HEADERS_TOO_LARGE"];
            500: components["responses"]["500.INTERNAL"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE"];
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description The id that the submit answered. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description The job has ended (now or before) */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description The job runs; its end was asked for */
            202: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST.MALFORMED_BODY"];
            401: components["responses"]["401.UNAUTHENTICATED"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED"];
            404: components["responses"]["404.JOB_NOT_FOUND"];
            408: components["responses"]["408.REQUEST_TIMED_OUT"];
            410: components["responses"]["410.JOB_GONE"];
            413: components["responses"]["413.BODY_TOO_LARGE"];
            415: components["responses"]["415.UNSUPPORTED_MEDIA_TYPE"];
            429: components["responses"]["429.RATE_LIMITED"];
            431: components["responses"]["431.HEADERS_TOO_LARGE"];
            500: components["responses"]["500.INTERNAL"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.AUDIT_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE"];
        };
    };
    watchJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description The id of the last event told: go on behind it */
                "Last-Event-ID"?: string;
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description The id that the submit answered. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events as they come */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Accel-Buffering": components["headers"]["X-Accel-Buffering.always"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id: 3-0-0
                     *     event: end
                     *     data: {"id":"2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11","status":"succeeded"}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description The end was told already: there is nothing more */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST"];
            401: components["responses"]["401.UNAUTHENTICATED"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED"];
            404: components["responses"]["404.JOB_NOT_FOUND"];
            408: components["responses"]["408.REQUEST_TIMED_OUT"];
            410: components["responses"]["410.JOB_GONE"];
            429: components["responses"]["429.RATE_LIMITED"];
            431: components["responses"]["431.HEADERS_TOO_LARGE"];
            500: components["responses"]["500.INTERNAL"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE"];
        };
    };
    getCallback: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description The id that the submit answered. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The callback and its tries */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "pending",
                     *       "url": "https://ops.example/jobs",
                     *       "tries": [
                     *         {
                     *           "at": "text",
                     *           "status": 204,
                     *           "fault": "the host refuses the connection"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CallbackView"];
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST"];
            401: components["responses"]["401.UNAUTHENTICATED"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED"];
            404: components["responses"]["404.JOB_NOT_FOUND.CALLBACK_NOT_FOUND"];
            408: components["responses"]["408.REQUEST_TIMED_OUT"];
            410: components["responses"]["410.JOB_GONE"];
            429: components["responses"]["429.RATE_LIMITED"];
            431: components["responses"]["431.HEADERS_TOO_LARGE"];
            500: components["responses"]["500.INTERNAL"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE"];
        };
    };
    redeliverCallback: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description The id that the submit answered. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description It is tried again at once */
            202: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "pending",
                     *       "url": "https://ops.example/jobs",
                     *       "tries": [
                     *         {
                     *           "at": "text",
                     *           "status": 204,
                     *           "fault": "the host refuses the connection"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CallbackView"];
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST.MALFORMED_BODY"];
            401: components["responses"]["401.UNAUTHENTICATED"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED"];
            404: components["responses"]["404.JOB_NOT_FOUND.CALLBACK_NOT_FOUND"];
            408: components["responses"]["408.REQUEST_TIMED_OUT"];
            410: components["responses"]["410.JOB_GONE"];
            413: components["responses"]["413.BODY_TOO_LARGE"];
            415: components["responses"]["415.UNSUPPORTED_MEDIA_TYPE"];
            429: components["responses"]["429.RATE_LIMITED"];
            431: components["responses"]["431.HEADERS_TOO_LARGE"];
            500: components["responses"]["500.INTERNAL"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.AUDIT_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE"];
        };
    };
    listPermissions: {
        parameters: {
            query?: {
                /** @description The Informatica domain. */
                domain?: string;
                /** @description Development, Homologation or Production, in any case. */
                environment?: string;
                /** @description What you would like to do. */
                operation?: "integration-services.list" | "integration-service.get" | "integration-service.start" | "integration-service.stop" | "integration-service.restart" | "repositories.list" | "sessions.list" | "session.kill" | "sessions.kill-by-user";
                /** @description Under whose path you would ask; the owner of the domain where it is left out. */
                trigram?: string;
            };
            header?: {
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All that you may do, or the answer to the question */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "permissions": [
                     *         {
                     *           "trigram": "MAE",
                     *           "domain": "DOM_MAE_D01",
                     *           "environment": "Development",
                     *           "level": "text",
                     *           "reason": "text",
                     *           "rule": {
                     *             "kind": "owner",
                     *             "trigram": "MAE",
                     *             "source": "GCR.csv:2",
                     *             "group": "ETL_MAE_OPERATE"
                     *           }
                     *         }
                     *       ],
                     *       "login": "mae-batch",
                     *       "ops": true,
                     *       "directory": {
                     *         "ageS": 1,
                     *         "isStale": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PermissionListView"] | components["schemas"]["PermissionAnswerView"];
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST"];
            401: components["responses"]["401.UNAUTHENTICATED"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED"];
            408: components["responses"]["408.REQUEST_TIMED_OUT"];
            429: components["responses"]["429.RATE_LIMITED"];
            431: components["responses"]["431.HEADERS_TOO_LARGE"];
            500: components["responses"]["500.INTERNAL"];
            503: components["responses"]["503.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE"];
        };
    };
    exportPermissions: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Disposition": components["headers"]["Content-Disposition.always"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST"];
            401: components["responses"]["401.UNAUTHENTICATED"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED"];
            408: components["responses"]["408.REQUEST_TIMED_OUT"];
            429: components["responses"]["429.RATE_LIMITED"];
            431: components["responses"]["431.HEADERS_TOO_LARGE"];
            500: components["responses"]["500.INTERNAL"];
            503: components["responses"]["503.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE"];
        };
    };
    listZones: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All zones */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "zones": [
                     *         {
                     *           "zone": "docker",
                     *           "known": true,
                     *           "workers": [
                     *             {
                     *               "worker": "text",
                     *               "version": "text",
                     *               "transport": "ssh",
                     *               "envelope": 1,
                     *               "oldestEnvelope": 1,
                     *               "fits": true,
                     *               "since": "2025-01-06T09:20:03.120Z",
                     *               "acceptsChanges": true,
                     *               "refusal": "no-room"
                     *             }
                     *           ],
                     *           "waiting": 1,
                     *           "running": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ZoneListView"];
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST"];
            401: components["responses"]["401.UNAUTHENTICATED"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED"];
            408: components["responses"]["408.REQUEST_TIMED_OUT"];
            429: components["responses"]["429.RATE_LIMITED"];
            431: components["responses"]["431.HEADERS_TOO_LARGE"];
            500: components["responses"]["500.INTERNAL"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE"];
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It runs */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "alive"
                     *     }
                     */
                    "application/json": components["schemas"]["LivenessView"];
                };
            };
            400: components["responses"]["400.MALFORMED_REQUEST.open"];
            408: components["responses"]["408.REQUEST_TIMED_OUT.open"];
            431: components["responses"]["431.HEADERS_TOO_LARGE.open"];
            500: components["responses"]["500.INTERNAL.open"];
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "text",
                     *       "redis": {
                     *         "status": "text"
                     *       },
                     *       "audit": {
                     *         "status": "text"
                     *       },
                     *       "delivery": {
                     *         "status": "text"
                     *       },
                     *       "zones": [
                     *         {
                     *           "zone": "docker",
                     *           "workers": 1,
                     *           "transports": [
                     *             "ssh"
                     *           ],
                     *           "versions": [
                     *             "text"
                     *           ],
                     *           "known": true
                     *         }
                     *       ],
                     *       "files": [
                     *         {
                     *           "file": "GCR.csv",
                     *           "status": "text",
                     *           "hash": "9f86d081884c",
                     *           "loadedAt": "2025-01-06T09:20:03.120Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReadinessView"];
                };
            };
            400: components["responses"]["400.MALFORMED_REQUEST.open"];
            408: components["responses"]["408.REQUEST_TIMED_OUT.open"];
            431: components["responses"]["431.HEADERS_TOO_LARGE.open"];
            500: components["responses"]["500.INTERNAL.open"];
            /** @description Redis or the audit log does not work */
            503: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "text",
                     *       "redis": {
                     *         "status": "text"
                     *       },
                     *       "audit": {
                     *         "status": "text"
                     *       },
                     *       "delivery": {
                     *         "status": "text"
                     *       },
                     *       "zones": [
                     *         {
                     *           "zone": "docker",
                     *           "workers": 1,
                     *           "transports": [
                     *             "ssh"
                     *           ],
                     *           "versions": [
                     *             "text"
                     *           ],
                     *           "known": true
                     *         }
                     *       ],
                     *       "files": [
                     *         {
                     *           "file": "GCR.csv",
                     *           "status": "text",
                     *           "hash": "9f86d081884c",
                     *           "loadedAt": "2025-01-06T09:20:03.120Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReadinessView"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All metrics */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["400.MALFORMED_REQUEST.open"];
            408: components["responses"]["408.REQUEST_TIMED_OUT.open"];
            431: components["responses"]["431.HEADERS_TOO_LARGE.open"];
            500: components["responses"]["500.INTERNAL.open"];
        };
    };
    listIntegrationServicesLegacy: {
        parameters: {
            query: {
                /** @description The host; where it is left out, that of the domain */
                "Domain Host name"?: string;
                /** @description Development, Homologation or Production, in any case */
                Environment: string;
            };
            header?: {
                /** @description Repeat safely: the same key, the same job. May be required for changes, by environment */
                "Idempotency-Key"?: string;
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description The application that owns the domain */
                trigram: string;
                /** @description The Informatica domain */
                domain_name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Queued; ask /UUID/{uuid} */
            202: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Deprecation: components["headers"]["Deprecation.always"];
                    Link: components["headers"]["Link.always"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "hostname": "etl-mae-d01.sandbox.socgen",
                     *       "trigram": "text",
                     *       "Domain_name": "text",
                     *       "Environment": "text",
                     *       "uuid": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["LegacyAccepted"];
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST.HOST_REQUIRED.HOST_NOT_IN_DOMAIN.deprecated"];
            401: components["responses"]["401.UNAUTHENTICATED.deprecated"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED.deprecated"];
            404: components["responses"]["404.DOMAIN_NOT_FOUND.JOB_NOT_FOUND.deprecated"];
            408: components["responses"]["408.REQUEST_TIMED_OUT.deprecated"];
            422: components["responses"]["422.IDEMPOTENCY_KEY_REUSED.deprecated"];
            429: components["responses"]["429.RATE_LIMITED.deprecated"];
            431: components["responses"]["431.HEADERS_TOO_LARGE.deprecated"];
            500: components["responses"]["500.INTERNAL.deprecated"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE.deprecated"];
        };
    };
    changeIntegrationServiceLegacy: {
        parameters: {
            query: {
                /** @description Start or Stop, in any case, where the body has none */
                action?: string;
                /** @description The host; where it is left out, that of the domain */
                "Domain Host name"?: string;
                /** @description Development, Homologation or Production, in any case */
                Environment: string;
            };
            header?: {
                /** @description Repeat safely: the same key, the same job. May be required for changes, by environment */
                "Idempotency-Key"?: string;
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description The Integration Service */
                IS_name: string;
                /** @description The Informatica domain */
                domain_name: string;
                /** @description The application that owns the domain */
                trigram: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @example Stop */
                    action?: string;
                };
                "application/x-www-form-urlencoded": {
                    /** @example Stop */
                    action?: string;
                };
            };
        };
        responses: {
            /** @description Queued; ask /UUID/{uuid} */
            202: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Deprecation: components["headers"]["Deprecation.always"];
                    Link: components["headers"]["Link.always"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "action": {},
                     *       "IS_name": "text",
                     *       "hostname": "etl-mae-d01.sandbox.socgen",
                     *       "trigram": "text",
                     *       "Domain_name": "text",
                     *       "Environment": "text",
                     *       "uuid": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["LegacyServiceAccepted"];
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST.MALFORMED_BODY.HOST_REQUIRED.HOST_NOT_IN_DOMAIN.deprecated"];
            401: components["responses"]["401.UNAUTHENTICATED.deprecated"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED.deprecated"];
            404: components["responses"]["404.DOMAIN_NOT_FOUND.JOB_NOT_FOUND.deprecated"];
            408: components["responses"]["408.REQUEST_TIMED_OUT.deprecated"];
            413: components["responses"]["413.BODY_TOO_LARGE.deprecated"];
            415: components["responses"]["415.UNSUPPORTED_MEDIA_TYPE.deprecated"];
            422: components["responses"]["422.IDEMPOTENCY_KEY_REUSED.deprecated"];
            429: components["responses"]["429.RATE_LIMITED.deprecated"];
            431: components["responses"]["431.HEADERS_TOO_LARGE.deprecated"];
            500: components["responses"]["500.INTERNAL.deprecated"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.AUDIT_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE.deprecated"];
        };
    };
    listRepositoriesLegacy: {
        parameters: {
            query: {
                /** @description The Informatica domain */
                "Domain name": string;
                /** @description The host; where it is left out, that of the domain */
                "Domain Host name"?: string;
                /** @description Development, Homologation or Production, in any case */
                Environment: string;
            };
            header?: {
                /** @description Repeat safely: the same key, the same job. May be required for changes, by environment */
                "Idempotency-Key"?: string;
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description The application that owns the domain */
                trigram: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Queued; ask /UUID/{uuid} */
            202: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Deprecation: components["headers"]["Deprecation.always"];
                    Link: components["headers"]["Link.always"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "hostname": "etl-mae-d01.sandbox.socgen",
                     *       "trigram": "text",
                     *       "Domain_name": "text",
                     *       "Environment": "text",
                     *       "uuid": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["LegacyAccepted"];
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST.HOST_REQUIRED.HOST_NOT_IN_DOMAIN.deprecated"];
            401: components["responses"]["401.UNAUTHENTICATED.deprecated"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED.deprecated"];
            404: components["responses"]["404.DOMAIN_NOT_FOUND.JOB_NOT_FOUND.deprecated"];
            408: components["responses"]["408.REQUEST_TIMED_OUT.deprecated"];
            422: components["responses"]["422.IDEMPOTENCY_KEY_REUSED.deprecated"];
            429: components["responses"]["429.RATE_LIMITED.deprecated"];
            431: components["responses"]["431.HEADERS_TOO_LARGE.deprecated"];
            500: components["responses"]["500.INTERNAL.deprecated"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE.deprecated"];
        };
    };
    listSessionsLegacy: {
        parameters: {
            query: {
                /** @description The Informatica domain */
                "Domain name": string;
                /** @description The host; where it is left out, that of the domain */
                "Domain Host name"?: string;
                /** @description Development, Homologation or Production, in any case */
                Environment: string;
            };
            header?: {
                /** @description Repeat safely: the same key, the same job. May be required for changes, by environment */
                "Idempotency-Key"?: string;
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description The application that owns the domain */
                trigram: string;
                /** @description The repository */
                repo_name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Queued; ask /UUID/{uuid} */
            202: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Deprecation: components["headers"]["Deprecation.always"];
                    Link: components["headers"]["Link.always"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "hostname": "etl-mae-d01.sandbox.socgen",
                     *       "trigram": "text",
                     *       "Domain_name": "text",
                     *       "Environment": "text",
                     *       "uuid": "text",
                     *       "repository_name": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["LegacyRepositoryAccepted"];
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST.HOST_REQUIRED.HOST_NOT_IN_DOMAIN.deprecated"];
            401: components["responses"]["401.UNAUTHENTICATED.deprecated"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED.deprecated"];
            404: components["responses"]["404.DOMAIN_NOT_FOUND.JOB_NOT_FOUND.deprecated"];
            408: components["responses"]["408.REQUEST_TIMED_OUT.deprecated"];
            422: components["responses"]["422.IDEMPOTENCY_KEY_REUSED.deprecated"];
            429: components["responses"]["429.RATE_LIMITED.deprecated"];
            431: components["responses"]["431.HEADERS_TOO_LARGE.deprecated"];
            500: components["responses"]["500.INTERNAL.deprecated"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE.deprecated"];
        };
    };
    killSessionsLegacy: {
        parameters: {
            query: {
                /** @description The repository */
                Repository_name: string;
                /** @description The Informatica domain */
                "Domain name": string;
                /** @description The host; where it is left out, that of the domain */
                "Domain Host name"?: string;
                /** @description Development, Homologation or Production, in any case */
                Environment: string;
            };
            header?: {
                /** @description Repeat safely: the same key, the same job. May be required for changes, by environment */
                "Idempotency-Key"?: string;
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description The application that owns the domain */
                trigram: string;
                /** @description Digits only: a connection id; else: a user */
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Queued; ask /UUID/{uuid} */
            202: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Deprecation: components["headers"]["Deprecation.always"];
                    Link: components["headers"]["Link.always"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "hostname": "etl-mae-d01.sandbox.socgen",
                     *       "trigram": "text",
                     *       "Domain_name": "text",
                     *       "Environment": "text",
                     *       "uuid": "text",
                     *       "repository_name": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["LegacyKillAccepted"];
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST.MALFORMED_BODY.HOST_REQUIRED.HOST_NOT_IN_DOMAIN.deprecated"];
            401: components["responses"]["401.UNAUTHENTICATED.deprecated"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED.deprecated"];
            404: components["responses"]["404.DOMAIN_NOT_FOUND.JOB_NOT_FOUND.deprecated"];
            408: components["responses"]["408.REQUEST_TIMED_OUT.deprecated"];
            413: components["responses"]["413.BODY_TOO_LARGE.deprecated"];
            415: components["responses"]["415.UNSUPPORTED_MEDIA_TYPE.deprecated"];
            422: components["responses"]["422.IDEMPOTENCY_KEY_REUSED.deprecated"];
            429: components["responses"]["429.RATE_LIMITED.deprecated"];
            431: components["responses"]["431.HEADERS_TOO_LARGE.deprecated"];
            500: components["responses"]["500.INTERNAL.deprecated"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.AUDIT_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE.deprecated"];
        };
    };
    getTaskLegacy: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id of yours for this request, for logs and audit; one of another form is ignored, and ours is taken */
                "X-Correlation-Id"?: string;
                /** @description Where the caller stands in a trace (W3C Trace Context): the job goes on with it; one of another form is ignored */
                traceparent?: string;
            };
            path: {
                /** @description As the submit answered it */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task as it is now */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Deprecation: components["headers"]["Deprecation.always"];
                    Link: components["headers"]["Link.always"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "PENDING",
                     *       "details": "text",
                     *       "id": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["LegacyTask"];
                };
            };
            400: components["responses"]["400.VALIDATION_FAILED.MALFORMED_REQUEST.deprecated"];
            401: components["responses"]["401.UNAUTHENTICATED.deprecated"];
            403: components["responses"]["403.SCOPE_MISSING.PERMISSION_DENIED.deprecated"];
            /** @description No such task, or not visible to you */
            404: {
                headers: {
                    "X-Correlation-Id": components["headers"]["X-Correlation-Id.always"];
                    traceparent: components["headers"]["traceparent.always"];
                    "Cache-Control": components["headers"]["Cache-Control.always"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Deprecation: components["headers"]["Deprecation.always"];
                    Link: components["headers"]["Link.always"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "text",
                     *       "details": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["LegacyUnknownTask"];
                };
            };
            408: components["responses"]["408.REQUEST_TIMED_OUT.deprecated"];
            429: components["responses"]["429.RATE_LIMITED.deprecated"];
            431: components["responses"]["431.HEADERS_TOO_LARGE.deprecated"];
            500: components["responses"]["500.INTERNAL.deprecated"];
            503: components["responses"]["503.QUEUE_UNAVAILABLE.IDENTITY_UNAVAILABLE.DIRECTORY_UNAVAILABLE.deprecated"];
        };
    };
}
