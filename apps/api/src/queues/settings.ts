import { setting } from '#libs/platform';

/** What the board calls the place it stands in. */
export const boardSettings = {
  ENVIRONMENT_NAME: setting
    .text('what pages for people call the place they stand in, such as Production')
    .max(40, 'must be at most 40 characters')
    .optional(),
};
