import { setting } from '#libs/platform';
import { environmentList } from './environment-list.js';

/** What is asked of changes. */
export const changeSettings = {
  CHANGE_REASON_PATTERN: setting
    .pattern('what the reason of a change must look like as a whole: a regular expression, such as `(CHG|INC)\\d{7}`')
    .optional(),
  CHANGE_REASON_REQUIRED_IN: environmentList(
    'environments in which every change must give a reason, such as Production',
  ),
  IDEMPOTENCY_KEY_REQUIRED_IN: environmentList(
    'environments in which a change needs an Idempotency-Key, such as Production',
  ),
};
