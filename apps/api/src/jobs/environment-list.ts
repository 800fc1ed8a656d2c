import { type Environment, findEnvironment } from '#libs/permission';
import { setting } from '#libs/platform';

/** A setting that lists environments, in any case; none by default. */
export const environmentList = (description: string) =>
  setting
    .list(description)
    .transform((names, context) =>
      names.flatMap((name): Environment[] => {
        const environment = findEnvironment(name);
        if (environment) return [environment];
        const message = `"${name}" is no environment: Development, Homologation, Production`;
        context.addIssue({ code: 'custom', message });
        return [];
      }),
    )
    .default([]);
