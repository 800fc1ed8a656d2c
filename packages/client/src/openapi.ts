/** Made by `npm run client` from the OpenAPI document of the API. What is changed here by hand is lost. */

export interface paths {
    "/v1/trigrams/{trigram}/domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the domains of a trigram that you may use */
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
        /** List the jobs you may see, newest first */
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
        /** Read a job, perhaps waiting for its end */
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
        /** Take a queued job back, or ask for the end of a running one */
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
        /** Follow a job as server-sent events: status, then end */
        get: operations["watchJob"];
        put?: never;
        post?: never;
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
        /** List the zones, their workers and what waits there (ops) */
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
        /** The process runs */
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
        /** The API can take requests */
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
        /** Prometheus metrics */
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
        FieldFaultView: {
            detail: string;
            /** @description JSON pointer into the body. */
            pointer?: string;
            /** @description Name of the parameter in path, query or header. */
            parameter?: string;
        };
        ProblemView: {
            /** @example urn:etlaas:problem:state-not-reached */
            type: string;
            title: string;
            /** @example 502 */
            status: number;
            /** @description What is wrong and what to do next, for people. */
            detail: string;
            /** @example STATE_NOT_REACHED */
            code: string;
            /** @description Whether the same request may succeed later. */
            retryable: boolean;
            correlationId?: string;
            errors?: components["schemas"]["FieldFaultView"][];
        };
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
        JobLinksView: {
            self: string;
            cancel?: string;
            events: string;
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
            createdAt: string;
            startedAt?: string;
            finishedAt?: string;
            /** @description The job expires unless a worker begins it before. */
            notAfter: string;
            cancelRequestedAt?: string;
            progress?: string;
            /** @description Why a queued job has not begun. */
            reasonWaiting?: string;
            /** @description How many changes of the same target are to begin before this one; missing where it waits for none. */
            queuePosition?: number;
            /** @description The host that answered a read, where that is not `target.host`: it could not be reached, and this one serves the same. */
            answeredBy?: string;
            error?: components["schemas"]["ProblemView"];
            links: components["schemas"]["JobLinksView"];
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
             * @description When it was asked: ISO 8601, by the worker's clock.
             * @example 2025-01-06T09:20:03.120Z
             */
            readAt: string;
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
        };
        JobPageView: {
            jobs: components["schemas"]["JobView"][];
            /** @description Give it as `pageToken` for the next page; missing on the last one. */
            nextPageToken?: string;
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
            /** @description How old it is, in seconds. */
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
            /** @description The version of the envelopes that it opens; 0 where it does not say. */
            envelope: number;
            /** @description Whether that is the version that this API seals. Where it is not, it refuses every job. */
            fits: boolean;
            /** @description Since when it runs. */
            since: string;
        };
        ZoneView: {
            /** @example docker */
            zone: string;
            /** @description Whether this API has a key of it. Else a worker serves a zone that no job can be sent to: compare `ZONE_KEYS`. */
            known: boolean;
            workers: components["schemas"]["ZoneWorkerView"][];
            /** @description Jobs that wait for a worker, of whatever trigram. */
            waiting: number;
            /** @description Jobs that a worker has begun. */
            running: number;
            /** @description When the one that waits longest was accepted. */
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
        ZoneWorkersView: {
            /** @example docker */
            zone: string;
            /** @description How many workers announce themselves; 0 does not make the API unready, but jobs of the zone will wait. */
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
            loadedAt: string;
            /** @description Since when the disk holds what is refused. */
            refusedSince?: string;
            /** @description How many faults that has; the log and the audit say which. */
            faults?: number;
            /** @description The lines of the first of them. */
            lines?: number[];
        };
        ReadinessView: {
            /** @description `ready` or `not ready`. */
            status: string;
            redis: components["schemas"]["HealthCheckView"];
            audit: components["schemas"]["HealthCheckView"];
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
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listDomains: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Three-letter code of the application that owns the domain. */
                trigram: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainListView"];
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description No such domain or job, or not visible to you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    integrationServicesList: {
        parameters: {
            query: {
                /** @description Development, Homologation or Production, in any case. */
                environment: string;
                /** @description The host; needed only where the inventory lists several for the domain and environment. */
                host?: string;
            };
            header?: {
                /** @description `wait=20`: answer 200 when the job ends within 20 s */
                Prefer?: string;
                /** @description Repeat safely: the same key, the same job */
                "Idempotency-Key"?: string;
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
            /** @description The job ended while you waited */
            200: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    /** @description Absolute address of the job */
                    "Operation-Location"?: string;
                    /** @description Seconds to wait before the first poll */
                    "Retry-After"?: number;
                    /** @description The wait that was honoured */
                    "Preference-Applied"?: string;
                    /** @description The job was made by an earlier request */
                    "Idempotency-Replayed"?: string;
                    /** @description Finds this request in logs and audit */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["IntegrationServiceListView"];
                    };
                };
            };
            /** @description The job is queued */
            202: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    /** @description Absolute address of the job */
                    "Operation-Location"?: string;
                    /** @description Seconds to wait before the first poll */
                    "Retry-After"?: number;
                    /** @description The wait that was honoured */
                    "Preference-Applied"?: string;
                    /** @description The job was made by an earlier request */
                    "Idempotency-Replayed"?: string;
                    /** @description Finds this request in logs and audit */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["IntegrationServiceListView"];
                    };
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description No such domain or job, or not visible to you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Only JSON is understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    integrationServiceGet: {
        parameters: {
            query: {
                /** @description Development, Homologation or Production, in any case. */
                environment: string;
                /** @description The host; needed only where the inventory lists several for the domain and environment. */
                host?: string;
            };
            header?: {
                /** @description `wait=20`: answer 200 when the job ends within 20 s */
                Prefer?: string;
                /** @description Repeat safely: the same key, the same job */
                "Idempotency-Key"?: string;
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
            /** @description The job ended while you waited */
            200: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    /** @description Absolute address of the job */
                    "Operation-Location"?: string;
                    /** @description Seconds to wait before the first poll */
                    "Retry-After"?: number;
                    /** @description The wait that was honoured */
                    "Preference-Applied"?: string;
                    /** @description The job was made by an earlier request */
                    "Idempotency-Replayed"?: string;
                    /** @description Finds this request in logs and audit */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["IntegrationServiceView"];
                    };
                };
            };
            /** @description The job is queued */
            202: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    /** @description Absolute address of the job */
                    "Operation-Location"?: string;
                    /** @description Seconds to wait before the first poll */
                    "Retry-After"?: number;
                    /** @description The wait that was honoured */
                    "Preference-Applied"?: string;
                    /** @description The job was made by an earlier request */
                    "Idempotency-Replayed"?: string;
                    /** @description Finds this request in logs and audit */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["IntegrationServiceView"];
                    };
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description No such domain or job, or not visible to you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Only JSON is understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    integrationServiceStart: {
        parameters: {
            query: {
                /** @description Development, Homologation or Production, in any case. */
                environment: string;
                /** @description The host; needed only where the inventory lists several for the domain and environment. */
                host?: string;
                /** @description While another change has the service or repository: `reject` (409, the default) or `queue`, which waits in line. */
                onConflict?: "reject" | "queue";
            };
            header?: {
                /** @description `wait=20`: answer 200 when the job ends within 20 s */
                Prefer?: string;
                /** @description Repeat safely: the same key, the same job */
                "Idempotency-Key"?: string;
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
            /** @description The job ended while you waited */
            200: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    /** @description Absolute address of the job */
                    "Operation-Location"?: string;
                    /** @description Seconds to wait before the first poll */
                    "Retry-After"?: number;
                    /** @description The wait that was honoured */
                    "Preference-Applied"?: string;
                    /** @description The job was made by an earlier request */
                    "Idempotency-Replayed"?: string;
                    /** @description Finds this request in logs and audit */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["ServiceChangeView"];
                    };
                };
            };
            /** @description The job is queued */
            202: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    /** @description Absolute address of the job */
                    "Operation-Location"?: string;
                    /** @description Seconds to wait before the first poll */
                    "Retry-After"?: number;
                    /** @description The wait that was honoured */
                    "Preference-Applied"?: string;
                    /** @description The job was made by an earlier request */
                    "Idempotency-Replayed"?: string;
                    /** @description Finds this request in logs and audit */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["ServiceChangeView"];
                    };
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description No such domain or job, or not visible to you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Another change has the target; `holder` is its job */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Only JSON is understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    integrationServiceStop: {
        parameters: {
            query: {
                /** @description Development, Homologation or Production, in any case. */
                environment: string;
                /** @description The host; needed only where the inventory lists several for the domain and environment. */
                host?: string;
                /** @description While another change has the service or repository: `reject` (409, the default) or `queue`, which waits in line. */
                onConflict?: "reject" | "queue";
            };
            header?: {
                /** @description `wait=20`: answer 200 when the job ends within 20 s */
                Prefer?: string;
                /** @description Repeat safely: the same key, the same job */
                "Idempotency-Key"?: string;
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
            /** @description The job ended while you waited */
            200: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    /** @description Absolute address of the job */
                    "Operation-Location"?: string;
                    /** @description Seconds to wait before the first poll */
                    "Retry-After"?: number;
                    /** @description The wait that was honoured */
                    "Preference-Applied"?: string;
                    /** @description The job was made by an earlier request */
                    "Idempotency-Replayed"?: string;
                    /** @description Finds this request in logs and audit */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["ServiceChangeView"];
                    };
                };
            };
            /** @description The job is queued */
            202: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    /** @description Absolute address of the job */
                    "Operation-Location"?: string;
                    /** @description Seconds to wait before the first poll */
                    "Retry-After"?: number;
                    /** @description The wait that was honoured */
                    "Preference-Applied"?: string;
                    /** @description The job was made by an earlier request */
                    "Idempotency-Replayed"?: string;
                    /** @description Finds this request in logs and audit */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["ServiceChangeView"];
                    };
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description No such domain or job, or not visible to you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Another change has the target; `holder` is its job */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Only JSON is understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    integrationServiceRestart: {
        parameters: {
            query: {
                /** @description Development, Homologation or Production, in any case. */
                environment: string;
                /** @description The host; needed only where the inventory lists several for the domain and environment. */
                host?: string;
                /** @description While another change has the service or repository: `reject` (409, the default) or `queue`, which waits in line. */
                onConflict?: "reject" | "queue";
            };
            header?: {
                /** @description `wait=20`: answer 200 when the job ends within 20 s */
                Prefer?: string;
                /** @description Repeat safely: the same key, the same job */
                "Idempotency-Key"?: string;
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
            /** @description The job ended while you waited */
            200: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    /** @description Absolute address of the job */
                    "Operation-Location"?: string;
                    /** @description Seconds to wait before the first poll */
                    "Retry-After"?: number;
                    /** @description The wait that was honoured */
                    "Preference-Applied"?: string;
                    /** @description The job was made by an earlier request */
                    "Idempotency-Replayed"?: string;
                    /** @description Finds this request in logs and audit */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["ServiceChangeView"];
                    };
                };
            };
            /** @description The job is queued */
            202: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    /** @description Absolute address of the job */
                    "Operation-Location"?: string;
                    /** @description Seconds to wait before the first poll */
                    "Retry-After"?: number;
                    /** @description The wait that was honoured */
                    "Preference-Applied"?: string;
                    /** @description The job was made by an earlier request */
                    "Idempotency-Replayed"?: string;
                    /** @description Finds this request in logs and audit */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["ServiceChangeView"];
                    };
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description No such domain or job, or not visible to you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Another change has the target; `holder` is its job */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Only JSON is understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    repositoriesList: {
        parameters: {
            query: {
                /** @description Development, Homologation or Production, in any case. */
                environment: string;
                /** @description The host; needed only where the inventory lists several for the domain and environment. */
                host?: string;
            };
            header?: {
                /** @description `wait=20`: answer 200 when the job ends within 20 s */
                Prefer?: string;
                /** @description Repeat safely: the same key, the same job */
                "Idempotency-Key"?: string;
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
            /** @description The job ended while you waited */
            200: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    /** @description Absolute address of the job */
                    "Operation-Location"?: string;
                    /** @description Seconds to wait before the first poll */
                    "Retry-After"?: number;
                    /** @description The wait that was honoured */
                    "Preference-Applied"?: string;
                    /** @description The job was made by an earlier request */
                    "Idempotency-Replayed"?: string;
                    /** @description Finds this request in logs and audit */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["RepositoryListView"];
                    };
                };
            };
            /** @description The job is queued */
            202: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    /** @description Absolute address of the job */
                    "Operation-Location"?: string;
                    /** @description Seconds to wait before the first poll */
                    "Retry-After"?: number;
                    /** @description The wait that was honoured */
                    "Preference-Applied"?: string;
                    /** @description The job was made by an earlier request */
                    "Idempotency-Replayed"?: string;
                    /** @description Finds this request in logs and audit */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["RepositoryListView"];
                    };
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description No such domain or job, or not visible to you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Only JSON is understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    sessionsList: {
        parameters: {
            query: {
                /** @description Development, Homologation or Production, in any case. */
                environment: string;
                /** @description The host; needed only where the inventory lists several for the domain and environment. */
                host?: string;
            };
            header?: {
                /** @description `wait=20`: answer 200 when the job ends within 20 s */
                Prefer?: string;
                /** @description Repeat safely: the same key, the same job */
                "Idempotency-Key"?: string;
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
            /** @description The job ended while you waited */
            200: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    /** @description Absolute address of the job */
                    "Operation-Location"?: string;
                    /** @description Seconds to wait before the first poll */
                    "Retry-After"?: number;
                    /** @description The wait that was honoured */
                    "Preference-Applied"?: string;
                    /** @description The job was made by an earlier request */
                    "Idempotency-Replayed"?: string;
                    /** @description Finds this request in logs and audit */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["SessionListView"];
                    };
                };
            };
            /** @description The job is queued */
            202: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    /** @description Absolute address of the job */
                    "Operation-Location"?: string;
                    /** @description Seconds to wait before the first poll */
                    "Retry-After"?: number;
                    /** @description The wait that was honoured */
                    "Preference-Applied"?: string;
                    /** @description The job was made by an earlier request */
                    "Idempotency-Replayed"?: string;
                    /** @description Finds this request in logs and audit */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["SessionListView"];
                    };
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description No such domain or job, or not visible to you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Only JSON is understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    sessionsKillByUser: {
        parameters: {
            query: {
                /** @description Development, Homologation or Production, in any case. */
                environment: string;
                /** @description The host; needed only where the inventory lists several for the domain and environment. */
                host?: string;
                /** @description While another change has the service or repository: `reject` (409, the default) or `queue`, which waits in line. */
                onConflict?: "reject" | "queue";
                /** @description Also kill connections that a service or the technical user owns. Closing a service's connection closes all of them. */
                force?: boolean;
                /** @description The PowerCenter user, in any case. */
                user: string;
            };
            header?: {
                /** @description `wait=20`: answer 200 when the job ends within 20 s */
                Prefer?: string;
                /** @description Repeat safely: the same key, the same job */
                "Idempotency-Key"?: string;
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
            /** @description The job ended while you waited */
            200: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    /** @description Absolute address of the job */
                    "Operation-Location"?: string;
                    /** @description Seconds to wait before the first poll */
                    "Retry-After"?: number;
                    /** @description The wait that was honoured */
                    "Preference-Applied"?: string;
                    /** @description The job was made by an earlier request */
                    "Idempotency-Replayed"?: string;
                    /** @description Finds this request in logs and audit */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["KilledSessionsView"];
                    };
                };
            };
            /** @description The job is queued */
            202: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    /** @description Absolute address of the job */
                    "Operation-Location"?: string;
                    /** @description Seconds to wait before the first poll */
                    "Retry-After"?: number;
                    /** @description The wait that was honoured */
                    "Preference-Applied"?: string;
                    /** @description The job was made by an earlier request */
                    "Idempotency-Replayed"?: string;
                    /** @description Finds this request in logs and audit */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["KilledSessionsView"];
                    };
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description No such domain or job, or not visible to you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Another change has the target; `holder` is its job */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Only JSON is understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    sessionKill: {
        parameters: {
            query: {
                /** @description Development, Homologation or Production, in any case. */
                environment: string;
                /** @description The host; needed only where the inventory lists several for the domain and environment. */
                host?: string;
                /** @description While another change has the service or repository: `reject` (409, the default) or `queue`, which waits in line. */
                onConflict?: "reject" | "queue";
                /** @description Also kill connections that a service or the technical user owns. Closing a service's connection closes all of them. */
                force?: boolean;
            };
            header?: {
                /** @description `wait=20`: answer 200 when the job ends within 20 s */
                Prefer?: string;
                /** @description Repeat safely: the same key, the same job */
                "Idempotency-Key"?: string;
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
            /** @description The job ended while you waited */
            200: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    /** @description Absolute address of the job */
                    "Operation-Location"?: string;
                    /** @description Seconds to wait before the first poll */
                    "Retry-After"?: number;
                    /** @description The wait that was honoured */
                    "Preference-Applied"?: string;
                    /** @description The job was made by an earlier request */
                    "Idempotency-Replayed"?: string;
                    /** @description Finds this request in logs and audit */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["KilledSessionsView"];
                    };
                };
            };
            /** @description The job is queued */
            202: {
                headers: {
                    /** @description Path of the job */
                    Location?: string;
                    /** @description Absolute address of the job */
                    "Operation-Location"?: string;
                    /** @description Seconds to wait before the first poll */
                    "Retry-After"?: number;
                    /** @description The wait that was honoured */
                    "Preference-Applied"?: string;
                    /** @description The job was made by an earlier request */
                    "Idempotency-Replayed"?: string;
                    /** @description Finds this request in logs and audit */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"] & {
                        result?: components["schemas"]["KilledSessionsView"];
                    };
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description No such domain or job, or not visible to you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Another change has the target; `holder` is its job */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Only JSON is understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description Jobs on a page; more than 100 is taken as 100. */
                pageSize?: number;
                /** @description The `nextPageToken` of the page before. */
                pageToken?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPageView"];
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
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
            };
            path: {
                /** @description The id that the submit answered. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description Nothing changed since the ETag of If-None-Match */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description No such domain or job, or not visible to you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description The job runs; its end was asked for */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description No such domain or job, or not visible to you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Only JSON is understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    watchJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the submit answered. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description No such domain or job, or not visible to you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
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
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PermissionListView"] | components["schemas"]["PermissionAnswerView"];
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    exportPermissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    listZones: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ZoneListView"];
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LivenessView"];
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadinessView"];
                };
            };
            /** @description Redis or the audit log does not work */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadinessView"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    listIntegrationServicesLegacy: {
        parameters: {
            query: {
                "Domain Host name"?: string;
                Environment: string;
            };
            header?: never;
            path: {
                trigram: string;
                domain_name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Queued; ask /UUID/{uuid} */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyAccepted"];
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description No such domain or job, or not visible to you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Only JSON is understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    changeIntegrationServiceLegacy: {
        parameters: {
            query: {
                "Domain Host name"?: string;
                Environment: string;
            };
            header?: never;
            path: {
                IS_name: unknown;
                domain_name: unknown;
                trigram: unknown;
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyServiceAccepted"];
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description No such domain or job, or not visible to you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Only JSON is understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    listRepositoriesLegacy: {
        parameters: {
            query: {
                "Domain name": string;
                "Domain Host name"?: string;
                Environment: string;
            };
            header?: never;
            path: {
                trigram: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Queued; ask /UUID/{uuid} */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyAccepted"];
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description No such domain or job, or not visible to you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Only JSON is understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    listSessionsLegacy: {
        parameters: {
            query: {
                "Domain name": string;
                "Domain Host name"?: string;
                Environment: string;
            };
            header?: never;
            path: {
                trigram: string;
                repo_name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Queued; ask /UUID/{uuid} */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyRepositoryAccepted"];
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description No such domain or job, or not visible to you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Only JSON is understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    killSessionsLegacy: {
        parameters: {
            query: {
                Repository_name: string;
                "Domain name": string;
                "Domain Host name"?: string;
                Environment: string;
            };
            header?: never;
            path: {
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyKillAccepted"];
                };
            };
            /** @description The request is not valid; `errors` names field and rule */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Your groups, or the scopes of your token, do not allow this; the detail says what would */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description No such domain or job, or not visible to you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Only JSON is understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    getTaskLegacy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyTask"];
                };
            };
            /** @description There is no valid access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyUnknownTask"];
                };
            };
            /** @description Too many requests of you, or too many bad tokens from your address; Retry-After says when to go on */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Redis, the directory or the audit disk does not answer; repeat with the same Idempotency-Key */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
}
