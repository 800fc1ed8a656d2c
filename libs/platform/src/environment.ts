/** The environment of this process. The only place that reads it: everything else receives parsed settings. */
export const environment = (): Readonly<Record<string, string | undefined>> => process.env;
