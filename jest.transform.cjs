const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const swc = require('@swc/core');

/** The module type a plain .js file has by the nearest package.json. */
function packageType(folder) {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).type ?? 'commonjs';
  const parent = dirname(folder);
  return parent === folder ? 'commonjs' : packageType(parent);
}

const isEsm = (filename) =>
  /\.(m?ts|mjs)$/.test(filename) || (filename.endsWith('.js') && packageType(dirname(filename)) === 'module');

/** Jest runs everything as CommonJS: TypeScript and ES modules (also those in node_modules) are rewritten here. */
module.exports = {
  process(code, filename) {
    if (!isEsm(filename)) return { code };
    const isTs = filename.endsWith('ts');
    return swc.transformSync(code, {
      filename,
      swcrc: false,
      sourceMaps: 'inline',
      module: { type: 'commonjs' },
      jsc: {
        target: 'es2022',
        keepClassNames: true,
        parser: isTs ? { syntax: 'typescript', decorators: true } : { syntax: 'ecmascript' },
        transform: {
          legacyDecorator: true,
          decoratorMetadata: true,
          useDefineForClassFields: false,
          hidden: { jest: true },
        },
      },
    });
  },
  getCacheKey(code, filename, { instrument }) {
    return createHash('sha1').update(`${swc.version}|${instrument}|${filename}|${code}`).digest('hex');
  },
};
