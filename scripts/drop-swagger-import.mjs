/**
 * The swagger compiler plugin puts an import of @nestjs/swagger into every built class it describes, also where nothing uses
 * it. In libs/informatica nothing does, and the worker would load all of Swagger for it: half a second of each start.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../dist/libs/informatica/src/operations');
const IMPORT = 'import * as openapi from "@nestjs/swagger";\n';

for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.js'))) {
  const code = readFileSync(join(FOLDER, name), 'utf8');
  const rest = code.replace(IMPORT, '');
  if (rest !== code && !rest.includes('openapi.')) writeFileSync(join(FOLDER, name), rest);
}
