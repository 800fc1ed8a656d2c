const layer = (name, forbidden, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^libs/${name.replace('-knows-only-lower-layers', '')}/` },
  to: { path: `^libs/(${forbidden.join('|')})/` },
});

/** The rules of the house (docs/architecture.md); each says why it is there. */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle makes two modules one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'libs-never-import-apps',
      comment: 'Libs serve both apps; an app in a lib would pull one into the other.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-never-import-apps',
      comment: 'Apps talk through Bull and HTTP only.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'into-a-lib-by-its-index',
      comment: 'What a lib promises stands in src/index.ts; the rest may change freely.',
      severity: 'error',
      from: { path: '^(libs/[^/]+|apps|test|bench)/' },
      to: { path: '^libs/[^/]+/src/', pathNot: ['^libs/[^/]+/src/index\\.ts$', '^$1/', '/testing/'] },
    },
    layer(
      'platform-knows-only-lower-layers',
      ['informatica', 'permission', 'queue', 'auth', 'audit', 'metrics'],
      'The bottom knows nobody.',
    ),
    layer(
      'informatica-knows-only-lower-layers',
      ['permission', 'queue', 'auth', 'audit', 'metrics'],
      'Pure: knows the platform only.',
    ),
    layer(
      'permission-knows-only-lower-layers',
      ['informatica', 'queue', 'auth', 'audit', 'metrics'],
      'Rights are decided without knowing what runs.',
    ),
    layer(
      'queue-knows-only-lower-layers',
      ['auth', 'audit', 'metrics'],
      'queue, auth and audit are neighbours, not a stack.',
    ),
    layer(
      'auth-knows-only-lower-layers',
      ['queue', 'audit', 'metrics'],
      'queue, auth and audit are neighbours, not a stack.',
    ),
    layer(
      'audit-knows-only-lower-layers',
      ['queue', 'auth', 'metrics'],
      'queue, auth and audit are neighbours, not a stack.',
    ),
    {
      name: 'metrics-are-for-the-apps',
      comment: 'What is counted is told by callbacks and getters: whoever does the work knows nothing of Prometheus.',
      severity: 'error',
      from: { path: '^libs/', pathNot: '^libs/metrics/' },
      to: { path: '^node_modules/prom-client/' },
    },
    {
      name: 'ssh2-only-in-the-transport',
      comment: 'The rest of the worker cannot tell the transports apart.',
      severity: 'error',
      from: { pathNot: '^(apps/worker/src/remote/ssh/|apps/sandbox/|bench/|test/)' },
      to: { path: '^node_modules/ssh2/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'bull-only-in-queue-worker-and-board',
      comment: 'Everybody else speaks of jobs, not of Bull.',
      severity: 'error',
      from: { pathNot: '^(libs/queue/|apps/worker/|apps/api/src/queues/|bench/|test/)' },
      to: { path: '^node_modules/(bull|@nestjs/bull|@bull-board)/' },
    },
    {
      name: 'open-telemetry-only-where-traces-are-recorded',
      comment: 'Everybody else speaks of our own spans, which cost nothing where traces are off.',
      severity: 'error',
      from: { pathNot: '^libs/platform/src/traces/otlp/' },
      to: { path: '^node_modules/@opentelemetry/' },
    },
    {
      name: 'open-telemetry-is-loaded-when-wanted',
      comment: 'A static import would load it in every process, also where traces are off.',
      severity: 'error',
      from: { pathNot: '^libs/platform/src/traces/otlp/|\\.spec\\.ts$' },
      to: { path: '^libs/platform/src/traces/otlp/', dynamic: false },
    },
    {
      name: 'informatica-is-pure',
      comment: 'Operations are values in, values out: no Nest, no I/O.',
      severity: 'error',
      from: { path: '^libs/informatica/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(node_modules/(@nestjs|ioredis|bull|ssh2)/|(node:)?(fs|net|child_process|http|os)(/|$))' },
    },
    {
      name: 'legacy-is-a-leaf',
      comment: 'Deleting apps/api/src/legacy must leave everything else compiling.',
      severity: 'error',
      from: { pathNot: '^apps/api/src/(legacy/|app\\.module\\.ts$)' },
      to: { path: '^apps/api/src/legacy/' },
    },
    {
      name: 'the-client-knows-nobody',
      comment: 'It is published: what it needs of us it has from the OpenAPI document.',
      severity: 'error',
      from: { path: '^packages/client/' },
      to: { path: '^(apps|libs|test|bench)/' },
    },
    {
      name: 'the-client-runs-in-browsers',
      comment: 'Only the command line knows Node.js.',
      severity: 'error',
      from: { path: '^packages/client/src/', pathNot: '^packages/client/src/(cli|testing)/|\\.spec\\.ts$' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'] },
    },
    {
      name: 'into-the-client-by-its-index',
      comment:
        'What it promises stands in src/index.ts. The product itself does not need it: the sandbox and tests do.',
      severity: 'error',
      from: { path: '^(apps|libs|test|bench)/' },
      to: { path: '^packages/', pathNot: '^packages/client/src/index\\.ts$' },
    },
    {
      name: 'the-product-needs-no-client-of-itself',
      comment: 'api and worker are what the client speaks with.',
      severity: 'error',
      from: { path: '^(apps/(api|worker)|libs)/' },
      to: { path: '^packages/' },
    },
    {
      name: 'end-to-end-tests-see-only-the-outside',
      comment:
        'An end-to-end test that imports the inside tests the inside. What starts a real server for specs may serve it too.',
      severity: 'error',
      from: { path: '^test/' },
      to: { path: '^(apps|libs)/', pathNot: '/testing/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'node', 'default'], exportsFields: ['exports'] },
  },
};
