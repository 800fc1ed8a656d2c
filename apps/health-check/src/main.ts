import { environment } from '#libs/platform';
import { findFault } from './find-fault.js';

/** The health check of the images: exit code 0 where the app of this container says that it lives, else 1 and why. */
const fault = await findFault(environment());
if (fault) process.stderr.write(`${fault}\n`);
process.exitCode = fault ? 1 : 0;
