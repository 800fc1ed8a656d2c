import { expect, it, jest } from '@jest/globals';
import { createLogger } from '../logger.js';
import { NO_TRACES } from './no-traces.js';
import { openTraces } from './open-traces.js';

const loaded = jest.fn();
jest.mock('@opentelemetry/sdk-trace', () => {
  loaded();
  return jest.requireActual('@opentelemetry/sdk-trace');
});

const PROCESS = { app: 'worker', instanceId: 'one', zones: ['vm'] };
const SETTINGS = { TRACES_OTLP_HEADERS: new Map(), TRACES_SAMPLE_RATIO: 1 };
const logger = createLogger('test', 'silent');

it('OpenTelemetry is loaded only where traces are on', async () => {
  expect(await openTraces({ ...SETTINGS, TRACES_OTLP_URL: undefined }, PROCESS, logger)).toBe(NO_TRACES);
  expect(loaded).not.toHaveBeenCalled();
  const traces = await openTraces({ ...SETTINGS, TRACES_OTLP_URL: 'http://127.0.0.1:1' }, PROCESS, logger);
  expect(loaded).toHaveBeenCalled();
  await traces.close();
});
