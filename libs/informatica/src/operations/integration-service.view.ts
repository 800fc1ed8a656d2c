/** The state of one Integration Service at one moment. */
export class IntegrationServiceView {
  /**
   * As the domain spells it.
   * @example 'INT_MAE_D01'
   */
  declare name: string;

  /** Whether the administrators want it to run. */
  declare enabled: boolean;

  /** Whether it answered when it was asked. */
  declare alive: boolean;

  /**
   * Host and port that answered; missing where none did.
   * @example 'etl-mae-d01.sandbox.socgen:6015'
   */
  declare endpoint?: string;

  /**
   * When it was asked: ISO 8601, by the worker's clock.
   * @example '2025-01-06T09:20:03.120Z'
   */
  declare readAt: string;
}
