import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { byName, documentedMetrics, exportedMetrics } from '../../../libs/metrics/src/testing/metric-table.js';
import { LoneApi } from './testing/lone-api.js';

let api: LoneApi;
beforeAll(async () => {
  api = await LoneApi.start({ groups: { alice: ['ETL_MAE'] } });
});
afterAll(() => api.stop());

it('the API tells the metrics of the table, and no others', () => {
  expect(byName(exportedMetrics(api.registry))).toEqual(byName(documentedMetrics('api')));
});
