/** Of the package and of the API whose document it was made from. */
export const VERSION = '0.1.0';
