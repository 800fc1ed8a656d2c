import { type Environment, findEnvironment } from '#libs/permission';
import { environment as processEnvironment } from '#libs/platform';
import { CHECKS, examine } from './doctor.js';
import type { Question } from './patient.js';
import { Report, wantsColour } from './report.js';
import { findWorkerEnvironment } from './worker-environment.js';

const USAGE = 'usage: npm run doctor -- <domain> <Development | Homologation | Production> [host]\n';

function readQuestion([domain, environment, host, ...more]: readonly string[]): Question | undefined {
  const known: Environment | undefined = findEnvironment(environment ?? '');
  return domain && known && more.length === 0 ? { domain, environment: known, host } : undefined;
}

/** `npm run doctor -- <domain> <environment> [host]`, where a worker runs: the exit code says whether all is well. */
async function main(): Promise<number> {
  const question = readQuestion(process.argv.slice(2));
  if (!question) {
    process.stderr.write(USAGE);
    return 1;
  }
  const env = processEnvironment();
  const report = new Report(process.stdout, wantsColour(process.stdout, env), CHECKS);
  const { domain, environment, host } = question;
  report.title(`etlaas doctor: ${domain} in ${environment}${host ? `, ${host}` : ''}`);
  const isWell = await examine(question, findWorkerEnvironment(env, question), (verdict) => report.tell(verdict));
  return isWell ? 0 : 1;
}

process.exitCode = await main();
