import { EXIT, environment, Page, plainJson, runProgram } from '#libs/platform';
import { configuration as api } from '../../api/src/configuration.js';
import { configuration as worker } from '../../worker/src/configuration.js';
import { readArguments, USAGE } from './arguments.js';
import { checkConfiguration } from './check-configuration.js';
import { printReport } from './print-report.js';

/** `npm run config:check -- api|worker`: the exit code says whether that app would start. */
async function main(): Promise<number> {
  const { app, json, help } = readArguments(process.argv.slice(2));
  if (help) {
    process.stdout.write(`${USAGE}\n`);
    return EXIT.well;
  }
  const env = environment();
  const [own, other] = app === 'api' ? [api, worker] : [worker, api];
  const report = await checkConfiguration(own, other, env);
  if (json) process.stdout.write(`${plainJson(report)}\n`);
  else printReport(new Page(process.stdout, env), report);
  return report.problems.length === 0 ? EXIT.well : EXIT.faults;
}

process.exitCode = await runProgram(USAGE, main);
