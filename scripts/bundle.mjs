/**
 * Makes one file of each program: `node scripts/bundle.mjs`, after the compiler, from dist into dist/programs.
 *
 * A start of the API reads 1,500 modules one by one, a simulated pmcmd twenty; as one file each it costs half the time,
 * and the sandbox, every end-to-end test and every new pod start that much sooner.
 */
import { readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const DIST = join(import.meta.dirname, '../dist');
const PROGRAMS = join(DIST, 'programs');
/** The operations page, which browsers get as it is. */
const PAGE = join(import.meta.dirname, '../apps/api/src/ops/page');

const APPS = {
  api: 'api/src/main.js',
  worker: 'worker/src/main.js',
  doctor: 'worker/src/doctor/main.js',
  etlaas: '../packages/client/src/cli/main.js',
  sandbox: 'sandbox/src/main.js',
  'api-diff': 'api-diff/src/main.js',
  'config-check': 'config-check/src/main.js',
  'audit-verify': 'audit/src/verify/main.js',
  'audit-show': 'audit/src/show/main.js',
  'health-check': 'health-check/src/main.js',
  token: 'sandbox/src/token.js',
  'identity-provider': 'sandbox/src/identity/main.js',
  'install-informatica': 'sandbox/src/informatica/install-main.js',
};

/** Copied to hosts and run there, without node_modules. */
const SIMULATORS = ['infacmd', 'pmrep', 'pmcmd', 'pmpasswd'];

/** Packages that look for files of their own beside themselves. */
const WITH_FILES = ['@bull-board/ui', 'swagger-ui-dist'];
/** Packages that others use where they are installed; here they are not. */
const OPTIONAL = [
  '@as-integrations/*',
  '@fastify/multipart',
  '@nestjs/microservices',
  '@nestjs/platform-express',
  '@nestjs/websockets',
  '@node-rs/crc32',
  'class-transformer',
  'cpu-features',
  'protobufjs',
  '*.node',
];

/** CommonJS packages in an ES module ask for these. */
const COMMON_JS = [
  "import { createRequire as makeRequire } from 'node:module';",
  'const require = makeRequire(import.meta.url);',
  'const [__filename, __dirname] = [import.meta.filename, import.meta.dirname];',
].join('\n');

/**
 * The swagger compiler plugin imports @nestjs/swagger into every built class it describes, also where nothing uses the
 * import, as in libs/informatica: the worker would load all of Swagger for it.
 */
const swaggerOnlyWhereUsed = {
  name: 'swagger-only-where-used',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^@nestjs\/swagger$/ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === 'asked already') return undefined;
      const found = await resolve(path, { ...from, pluginData: 'asked already' });
      return { path: found.path, sideEffects: false };
    });
  },
};

/** Beside its loader this package has the same with its WebAssembly inside: a file less that would have to lie beside ours. */
const WITHOUT_FILES = { '@platformatic/wasm-utils': '@platformatic/wasm-utils/bundled' };

/**
 * The packages of OpenTelemetry as ES modules: as CommonJS all of each would be in the bundle, 700 KB for what 135 KB do.
 * They are reached by a dynamic import only, which stays in the same file but runs nothing until it is asked for.
 */
const openTelemetryInParts = {
  name: 'open-telemetry-in-parts',
  setup({ onResolve }) {
    onResolve({ filter: /^@opentelemetry\/[\w-]+$/ }, ({ path }) => {
      const folder = join(import.meta.dirname, '../node_modules', path);
      const { module } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return module && { path: join(folder, module), sideEffects: false };
    });
  },
};

const COMMON = {
  bundle: true,
  alias: WITHOUT_FILES,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
  // The swagger plugin writes an enumeration twice where type and validator both name it.
  logOverride: { 'duplicate-object-key': 'silent' },
};

await build({
  ...COMMON,
  entryPoints: Object.fromEntries(Object.entries(APPS).map(([name, file]) => [name, join(DIST, 'apps', file)])),
  outdir: PROGRAMS,
  external: [...WITH_FILES, ...OPTIONAL],
  banner: { js: COMMON_JS },
  plugins: [swaggerOnlyWhereUsed, openTelemetryInParts],
});

await build({
  ...COMMON,
  entryPoints: SIMULATORS.map((name) => join(DIST, 'apps/sandbox/src/informatica/bin', `${name}.js`)),
  outdir: join(PROGRAMS, 'informatica'),
  // Without the loader of ES modules a program starts a tenth sooner.
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  sourcemap: false,
});

/** The API looks for it beside itself. */
await cp(PAGE, join(PROGRAMS, 'page'), { recursive: true, filter: (file) => !file.endsWith('.json') });
