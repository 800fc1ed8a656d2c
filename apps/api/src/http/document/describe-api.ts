import { DocumentBuilder } from '@nestjs/swagger';
import { VERSION } from '#libs/platform';
import { TOKEN_CHECKS } from '../sign-in.js';

const DESCRIPTION = `Self-service operations over Informatica PowerCenter.

Every operation is queued and answered with **202** and a job. Read the job at its \`links.self\`: poll it, wait for it
(\`Prefer: wait=20\`) or follow its events. Failures are \`application/problem+json\` with a \`code\`; each answer here names
the codes that it may have.

What is said of no route is the same for all: a path that there is not is 404 \`ROUTE_NOT_FOUND\`, a method that a path does
not know is 405 \`METHOD_NOT_ALLOWED\` with \`Allow\`, HEAD is answered like GET without its body, and a body that is not
read may be refused with 400, 413 or 415. The headers of \`x-headers-of-every-answer\` are on every answer.`;

const TAGS: Readonly<Record<string, string>> = {
  'Integration Services': 'List, read, start, stop and restart Integration Services',
  Inventory: 'Domains, hosts and zones',
  Jobs: 'What became of an operation: poll, wait, follow, cancel',
  Legacy: 'The routes of the replaced system; new programs use /v1',
  'Operation of the API': 'Health and metrics, for those who run it',
  Permissions: 'Who may do what, and why',
  Repositories: 'List repositories',
  Sessions: 'List and end user connections to a repository',
};

const TOKEN = `A JWT of the OpenID provider, ${TOKEN_CHECKS}`;

/** What the document says of the API as a whole. */
export function describeApi() {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('etlaas')
    .setDescription(DESCRIPTION)
    .setVersion(VERSION)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: TOKEN }, 'token')
    .addSecurityRequirements('token');
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  const { info, ...described } = builder.build();
  const { contact: _, ...said } = info;
  return {
    ...described,
    info: said,
    servers: [
      {
        url: '/',
        description: 'Where this document is from, be that local, staging or production',
        'x-internal': true,
      },
    ],
  };
}
