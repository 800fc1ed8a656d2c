/** The environments of the estate, as they are written everywhere. */
export const ENVIRONMENTS = ['Development', 'Homologation', 'Production'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** The environment that a text names in any case, or undefined. Abbreviations are not known here. */
export const findEnvironment = (text: string): Environment | undefined =>
  ENVIRONMENTS.find((environment) => environment.toLowerCase() === text.toLowerCase());
