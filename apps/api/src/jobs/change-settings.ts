import { type Environment, findEnvironment } from '#libs/permission';
import { setting } from '#libs/platform';

/** What is asked of changes. */
export const changeSettings = {
  CHANGE_REASON_PATTERN: setting
    .pattern('what the reason of a change must look like as a whole: a regular expression, such as `(CHG|INC)\\d{7}`')
    .optional(),
  CHANGE_REASON_REQUIRED_IN: setting
    .list('environments in which every change must give a reason, such as Production')
    .transform((names, context) =>
      names.flatMap((name): Environment[] => {
        const environment = findEnvironment(name);
        if (environment) return [environment];
        context.addIssue({
          code: 'custom',
          message: `"${name}" is no environment: Development, Homologation, Production`,
        });
        return [];
      }),
    )
    .default([]),
};
