import { type Command, domainFailure, Failure, LOGIN, LOGIN_OPTIONS, SERVICE } from './command.js';
import { getService, signIn } from './sign-in.js';

const ENABLE_MS = 15_000;
const DISABLE_MS: Readonly<Record<string, number>> = { complete: 8000, stop: 4000, abort: 1000 };

/** The administrative state, `Enabled` or `Disabled`: not whether the service answers. */
export const getServiceStatus: Command = {
  name: 'GetServiceStatus',
  options: [...LOGIN_OPTIONS, SERVICE],
  required: [...LOGIN, 'sn'],
  run: async (request, host) => [getService(await signIn(request, host), request).enabled ? 'Enabled' : 'Disabled'],
};

/** Returns when the domain has accepted the request; the service answers pings only later. */
export const enableService: Command = {
  name: 'EnableService',
  options: [...LOGIN_OPTIONS, SERVICE],
  required: [...LOGIN, 'sn'],
  async run(request, host) {
    await signIn(request, host);
    await host.change((domain, effect) => {
      const service = getService(domain, request);
      if (service.enabled || host.rule?.does === 'already-enabled') {
        throw domainFailure(
          `[DOM_10071] Request to enable service [${service.name}] failed because it is already enabled.`,
        );
      }
      const answersFrom = host.now() + ENABLE_MS * host.settings.delayScale;
      Object.assign(service, { enabled: true, answersFrom, answersUntil: null, stuck: false });
      effect(service.name);
    });
    return [];
  },
};

/** Disables at once, and returns when the service has stopped answering. */
export const disableService: Command = {
  name: 'DisableService',
  options: [...LOGIN_OPTIONS, SERVICE, { names: ['mo', 'Mode'] }],
  required: [...LOGIN, 'sn', 'mo'],
  async run(request, host) {
    const mode = request.values.get('mo') ?? '';
    const stopMs = DISABLE_MS[mode.toLowerCase()];
    if (stopMs === undefined) throw new Failure(`[ICMD_99006] The mode [${mode}] is not Complete, Stop or Abort.`);
    await signIn(request, host);
    await host.change((domain, effect) => {
      const service = getService(domain, request);
      if (!service.enabled) {
        throw domainFailure(
          `[DOM_99001] Request to disable service [${service.name}] failed because it is already disabled.`,
        );
      }
      const answersUntil = host.now() + stopMs * host.settings.delayScale;
      Object.assign(service, { enabled: false, answersUntil, stuck: host.rule?.does === 'still-answers' });
      effect(service.name);
    });
    await host.wait(stopMs);
    return [];
  },
};
