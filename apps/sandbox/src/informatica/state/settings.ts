import { readJson, stateFiles } from './folder.js';

/** What can be changed while the host runs: each program reads it at its start. */
export interface Settings {
  /** All simulated delays are multiplied by this; 0 = no delay. */
  delayScale: number;
  /** Whether `listuserconnections` names its fields, or prints nine bare lines. */
  connectionLabels: boolean;
}

export const DEFAULT_SETTINGS: Settings = { delayScale: 1, connectionLabels: true };

/** The settings of a host; what the file does not say has its default. */
export const readSettings = (home: string): Settings => ({
  ...DEFAULT_SETTINGS,
  ...(readJson(stateFiles(home).settings) as Partial<Settings> | undefined),
});
