import { parseArgs } from 'node:util';
import { SIMULATORS } from '../paths.js';
import { installInformatica } from './install.js';
import { SANDBOX_DOMAINS } from './seed.js';

const USAGE = `usage: node install-informatica.js --home <INFA_HOME> --domain ${SANDBOX_DOMAINS.join('|')} [--delay-scale N] [--password P]\n`;

/** Installs the simulated programs on this machine and prints what a worker needs, as one line of JSON. */
const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    domain: { type: 'string' },
    password: { type: 'string' },
    'delay-scale': { type: 'string', default: '1' },
  },
});
const domain = SANDBOX_DOMAINS.find((name) => name === values.domain);
const delayScale = Number(values['delay-scale']);
if (values.home && domain && delayScale >= 0) {
  const { home, password } = values;
  const installed = installInformatica({ home, domain, password, delayScale, from: SIMULATORS });
  process.stdout.write(`${JSON.stringify(installed)}\n`);
} else {
  process.stderr.write(USAGE);
  process.exitCode = 2;
}
